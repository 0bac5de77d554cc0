"""Functions are called by what they listen to: topics, queues behind topics, streams, buckets and buses."""

import json
import time

import boto3
import pytest

# Keeps every event that it gets.
RECORDER = """
import json
import os
import uuid

import boto3


def record(event, context):
    boto3.resource("dynamodb").Table(os.environ["SEEN_TABLE"]).put_item(
        Item={"id": uuid.uuid4().hex, "event": json.dumps(event)})
"""


@pytest.fixture
def recording(service):
    (service.folder / "app.py").write_text(RECORDER)
    return service


def seen(service, count=1, seconds=20):
    """The events that the function got, once there are so many of them."""
    table, until = boto3.resource("dynamodb").Table(service.resource("SeenTable")), time.time() + seconds
    while time.time() < until:
        events = [json.loads(item["event"]) for item in table.scan()["Items"]]
        if len(events) >= count:
            return events
        time.sleep(0.2)
    raise AssertionError(f"{len(events)} of {count} events in {seconds} s: {events}")


def test_a_topic_calls_a_function(recording):
    recording.describe("""
        functions:
          listen: {handler: app.record, access: {seen: write}, events: [topic: alerts]}
        topics: {alerts: {}}
        tables: {seen: id}
        """)
    recording.run("deploy")
    boto3.client("sns").publish(TopicArn=recording.resource("AlertsTopic"), Message="closed")
    [event] = seen(recording)
    assert event["Records"][0]["Sns"]["Message"] == "closed"


def test_a_queue_gets_what_its_filter_lets_through(recording):
    recording.describe("""
        functions:
          work: {handler: app.record, access: {seen: write}, events: [queue: jobs]}
        topics: {quests: {}}
        queues: {jobs: {topic: {name: quests, raw: true, filter: {status: open}}}}
        tables: {seen: id}
        """)
    recording.run("deploy")
    sns, topic = boto3.client("sns"), recording.resource("QuestsTopic")
    for status in "closed", "open":
        sns.publish(TopicArn=topic, Message=f"a quest is {status}",
                    MessageAttributes={"status": {"DataType": "String", "StringValue": status}})
    [event] = seen(recording)
    assert [record["body"] for record in event["Records"]] == ["a quest is open"]


def test_a_tables_stream_calls_a_function(recording):
    recording.describe("""
        functions:
          index: {handler: app.record, access: {seen: write}, events: [stream: {name: quests, filters: {eventName: INSERT}}]}
        tables: {quests: id, seen: id}
        """)
    recording.run("deploy")
    quests = boto3.resource("dynamodb").Table(recording.resource("QuestsTable"))
    quests.put_item(Item={"id": "1", "title": "Paint the fence"})
    [event, *_] = seen(recording)
    [record] = event["Records"]
    assert record["eventName"] == "INSERT" and record["dynamodb"]["NewImage"]["title"] == {"S": "Paint the fence"}


def test_a_bucket_calls_a_function_that_reads_it(recording):
    recording.describe("""
        functions:
          shrink:
            handler: app.record
            access: {seen: write, uploads: read}
            events: [bucket: {name: uploads, prefix: photos/}]
        buckets: {uploads: {}}
        tables: {seen: id}
        """)
    recording.run("deploy")
    bucket = recording.resource("UploadsBucket")
    assert bucket == f"{recording.name}-dev-uploads-000000000000-us-east-1-an"
    try:
        for key in "notes/a.txt", "photos/b.jpg":
            boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=b"x")
        [event] = seen(recording)
        assert event["Records"][0]["s3"]["object"]["key"] == "photos/b.jpg"
    finally:
        for key in "notes/a.txt", "photos/b.jpg":
            boto3.client("s3").delete_object(Bucket=bucket, Key=key)


def test_a_rule_calls_a_function_with_parts_of_the_event(recording):
    recording.describe("""
        functions:
          follow:
            handler: app.record
            access: {seen: write}
            events:
              - event: {type: QuestClosed, bus: civic, detail: {ward: 7}, transform: {paths: {id: $.detail.id}, template: {quest: <id>}}}
        buses: {civic: {}}
        tables: {seen: id}
        """)
    recording.run("deploy")
    entry = {"EventBusName": recording.resource("CivicBus"), "Source": "test", "DetailType": "QuestClosed"}
    boto3.client("events").put_events(Entries=[{**entry, "Detail": json.dumps({"id": "a", "ward": ward})} for ward in (6, 7)])
    assert seen(recording) == [{"quest": "a"}]
