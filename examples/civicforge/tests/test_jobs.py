import json

from handlers import jobs, quests


def status_of(call, quest):
    return call(quests.get, id=quest["id"])[1]["status"]


def test_a_new_quest_is_opened(call, review, user):
    _, quest = call(quests.create, user, {"title": "Plant a tree"})
    assert review() == []
    assert status_of(call, quest) == "OPEN"


def test_advertising_is_rejected(call, review, user):
    _, quest = call(quests.create, user, {"title": "Plant a tree", "description": "Buy now at https://trees.example"})
    review()
    assert status_of(call, quest) == "REJECTED"


def test_a_message_that_comes_twice_changes_nothing(call, review, open_quest):
    call(quests.claim, "ada", id=open_quest)
    again = {"messageId": "again", "body": json.dumps({"questId": open_quest})}
    assert review(again) == []
    assert status_of(call, {"id": open_quest}) == "CLAIMED"


def test_only_what_failed_goes_back_to_the_queue(call, review, user):
    _, quest = call(quests.create, user, {"title": "Plant a tree"})
    failures = review({"messageId": "unknown", "body": json.dumps({"questId": "none"})}, {"messageId": "broken", "body": "{"})
    assert failures == ["unknown", "broken"]
    assert status_of(call, quest) == "OPEN"


def test_words_that_only_look_like_advertising_pass():
    assert jobs.verdict({"title": "Buy nowhere near here", "description": "https is explained"}) == "OPEN"
