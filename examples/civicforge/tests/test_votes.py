import json
import os
import uuid

import boto3

from handlers import votes

OAK, LIME = "0" * 36, "1" * 36


def ward():
    return f"ward-{uuid.uuid4().hex[:8]}"


def test_a_citizen_has_one_vote_and_may_change_it(call, context, user):
    here = ward()
    assert call(votes.cast, user, {"questId": OAK}, ward=here) == (200, {"ward": here, "questId": OAK})
    call(votes.cast, user, {"questId": LIME}, ward=here)
    assert votes.tally(here, context) == {"ward": here, "votes": 1, "winner": LIME}


def test_most_votes_win_and_of_equals_the_first(call, context, user):
    here = ward()
    for voter, quest in (("a", LIME), ("b", OAK), ("c", LIME)):
        call(votes.cast, f"{user}-{voter}", {"questId": quest}, ward=here)
    assert votes.tally(here, context)["winner"] == LIME
    call(votes.cast, f"{user}-d", {"questId": OAK}, ward=here)
    assert votes.tally(here, context) == {"ward": here, "votes": 4, "winner": OAK}


def test_a_ward_without_votes_has_no_winner(context):
    here = ward()
    assert votes.tally(here, context) == {"ward": here, "votes": 0, "winner": None}


def test_a_vote_names_a_quest(call, user):
    assert call(votes.cast, user, {"questId": "oak"}, ward=ward())[0] == 400
    assert call(votes.cast, user, {}, ward=ward())[0] == 400


def test_results_are_published_by_ward(context):
    results = [{"ward": "south", "votes": 1, "winner": OAK}, {"ward": "north", "votes": 0, "winner": None}]
    key = votes.publish(results, context)["key"]
    text = boto3.client("s3").get_object(Bucket=os.environ["ARCHIVE_BUCKET"], Key=key)["Body"].read()
    assert [(result["ward"], result["name"]) for result in json.loads(text)["wards"]] == [
        ("north", "North Harbour"), ("south", "South Meadows")]
