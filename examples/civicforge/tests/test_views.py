import base64
import time

import boto3

from handlers import quests, views


def records(name):
    """What the stream has got since it was made."""
    kinesis = boto3.client("kinesis")
    shard = kinesis.list_shards(StreamName=name)["Shards"][0]["ShardId"]
    place = kinesis.get_shard_iterator(StreamName=name, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    return kinesis.get_records(ShardIterator=place)["Records"]


def delivered(found):
    return {"Records": [{"kinesis": {"data": base64.b64encode(record["Data"]).decode()}} for record in found]}


def test_every_look_at_a_quest_is_counted(call, context, open_quest):
    for _ in range(3):
        assert call(quests.get, id=open_quest)[0] == 200
    looks = [record for record in records(views.VIEWS_STREAM) if open_quest in record["Data"].decode()]
    assert len(looks) == 3
    for batch in (looks[:2], looks[2:]):
        assert views.count(delivered(batch), context) == {"batchItemFailures": []}
    assert call(quests.get, id=open_quest)[1]["views"] == 3


def test_a_stream_that_is_gone_hinders_nobody(call, open_quest, monkeypatch):
    monkeypatch.setattr(views, "VIEWS_STREAM", f"gone-{time.time_ns()}")
    assert call(quests.get, id=open_quest)[0] == 200


def test_without_a_stream_nothing_is_counted(call, open_quest, monkeypatch):
    monkeypatch.setattr(views, "VIEWS_STREAM", None)
    assert call(quests.get, id=open_quest)[0] == 200
