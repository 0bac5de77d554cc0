import json
import os
import urllib.request
import uuid

import boto3

from handlers import quests


def items_of(user):
    table = boto3.resource("dynamodb").Table(os.environ["QUESTS_TABLE"])
    return [item for item in table.scan()["Items"] if user in (item.get("creator"), item["PK"].removeprefix("USER#"))]


def waiting():
    url = os.environ["JOBS_QUEUE_URL"]
    attributes = boto3.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(attributes["Attributes"]["ApproximateNumberOfMessages"])


def test_a_quest_is_stored_under_its_own_and_its_creators_key(call, user):
    status, quest = call(quests.create, user, {"title": "Plant a tree", "reward": 5})
    assert status == 201
    assert quest["status"] == "NEW" and quest["creator"] == user and quest["reward"] == 5
    keys = {(item["PK"], item["SK"]) for item in items_of(user)}
    assert keys == {(f"QUEST#{quest['id']}", f"QUEST#{quest['id']}"),
                    (f"USER#{user}", f"QUEST#CREATED#{quest['createdAt']}#{quest['id']}")}


def test_a_repeated_request_gets_the_same_answer_and_no_second_job(call, review, user):
    review()
    first = call(quests.create, user, {"title": "Plant a tree"})
    jobs = waiting()
    assert call(quests.create, user, {"title": "Plant a tree"}) == first
    assert len(items_of(user)) == 2
    assert waiting() == jobs == 1


def test_the_same_quest_told_otherwise_is_the_one_that_is_there(call, user):
    _, first = call(quests.create, user, {"title": "Plant a tree", "description": "An oak"})
    status, second = call(quests.create, user, {"title": "Plant a tree", "description": "A lime"})
    assert status == 200 and second["id"] == first["id"] and second["description"] == "An oak"


def test_a_token_tells_quests_of_one_title_apart(call, user):
    _, one = call(quests.create, user, {"title": "Plant a tree", "token": "1"})
    _, two = call(quests.create, user, {"title": "Plant a tree", "token": "2"})
    assert one["id"] != two["id"]


def test_all_that_is_wrong_is_told_at_once(call, user):
    status, answer = call(quests.create, user, {"title": "x", "reward": True, "colour": "red"})
    assert status == 400
    assert answer["problems"] == ["colour: there is no such field", "title: must have 3 to 120 characters",
                                  "reward: must be a whole number"]


def test_a_body_that_is_no_object_is_refused(call, user):
    for text in ("", "{", "[]", "null"):
        status, answer = call(quests.create, user, text)
        assert (status, answer["error"]) == (400, "the body must be a JSON object"), text


def test_a_caller_without_a_name_is_refused(call):
    assert call(quests.create, None, {"title": "Plant a tree"})[0] == 401


def test_a_metric_is_in_the_log(call, user, capsys):
    call(quests.create, user, {"title": "Plant a tree"})
    [metric] = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "_aws" in line]
    assert metric["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "CivicForge"
    assert metric["QuestCreated"] == [1.0]
    call(quests.create, user, {"title": "Plant a tree", "reward": 7})
    assert "_aws" not in capsys.readouterr().out


def test_a_log_line_has_fields(call, user, caplog):
    _, quest = call(quests.create, user, {"title": "Plant a tree"})
    [record] = [record for record in caplog.records if record.message == "quest_created"]
    assert (record.questId, record.userId) == (quest["id"], user)


def test_a_warm_ping_ends_early(context):
    assert quests.get({"cfgen.warm": True}, context) == {"warm": True}


def test_a_quest_is_read_back(call, open_quest):
    status, quest = call(quests.get, id=open_quest)
    assert status == 200 and quest["title"] == "Plant a tree" and "PK" not in quest


def test_an_unknown_quest_is_404(call):
    assert call(quests.get, id=str(uuid.uuid4()))[0] == 404


def test_open_quests_are_listed_newest_first(call, open_quest):
    status, answer = call(quests.list)
    assert status == 200
    assert open_quest in [quest["id"] for quest in answer["quests"]]
    times = [quest["createdAt"] for quest in answer["quests"]]
    assert times == sorted(times, reverse=True)


def test_quests_of_a_creator_are_listed(call, open_quest, user):
    assert [quest["id"] for quest in call(quests.list, query={"creator": user})[1]["quests"]] == [open_quest]
    assert call(quests.list, query={"creator": "nobody"}) == (200, {"quests": []})


def test_one_citizen_claims_a_quest(call, open_quest):
    status, quest = call(quests.claim, "ada", id=open_quest)
    assert status == 200 and quest["status"] == "CLAIMED" and quest["claimedBy"] == "ada"
    assert call(quests.claim, "ada", id=open_quest) == (200, quest)
    assert call(quests.claim, "bob", id=open_quest)[0] == 409
    assert open_quest not in [quest["id"] for quest in call(quests.list)[1]["quests"]]


def test_a_quest_under_review_cannot_be_claimed(call, user):
    _, quest = call(quests.create, user, {"title": "Plant a tree"})
    status, answer = call(quests.claim, "ada", id=quest["id"])
    assert status == 409 and "NEW" in answer["error"]


def test_evidence_is_uploaded_under_the_link(call, open_quest):
    call(quests.claim, "ada", id=open_quest)
    status, answer = call(quests.add_evidence, "ada", {"contentType": "image/png"}, id=open_quest)
    assert status == 201
    upload = answer["upload"]
    request = urllib.request.Request(upload["url"], b"a photo", {"Content-Type": upload["contentType"]}, method=upload["method"])
    assert urllib.request.urlopen(request).status == 200
    stored = boto3.client("s3").get_object(Bucket=os.environ["EVIDENCE_BUCKET"], Key=answer["key"])
    assert stored["Body"].read() == b"a photo" and stored["ContentType"] == "image/png"


def test_evidence_is_for_the_claimer_and_photos(call, open_quest):
    call(quests.claim, "ada", id=open_quest)
    assert call(quests.add_evidence, "bob", {"contentType": "image/png"}, id=open_quest)[0] == 403
    assert call(quests.add_evidence, "ada", {"contentType": "text/html"}, id=open_quest)[0] == 400
