import json
import urllib.request
import uuid

import boto3
import pytest

from handlers import feed, votes


def change(status, before=None, **quest):
    image = {name: {"S": value} for name, value in {"id": str(uuid.uuid4()), "title": "Plant a tree",
                                                    "createdAt": "2026-11-23T10:00:00+00:00", **quest}.items()}
    return {"dynamodb": {"SequenceNumber": uuid.uuid4().hex, "NewImage": {**image, "status": {"S": status}},
                         **({"OldImage": {**image, "status": {"S": before}}} if before else {})}}


@pytest.fixture
def announced(context):
    """Follows changes of the table, and gives back the announcements that reach a subscriber."""
    sqs, sns = boto3.client("sqs"), boto3.client("sns")
    url = sqs.create_queue(QueueName=f"news-{uuid.uuid4().hex[:8]}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    subscription = sns.subscribe(TopicArn=feed.NEWS_TOPIC_ARN, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]

    def announced(*records):
        assert feed.announce({"Records": list(records)}, context) == {"batchItemFailures": []}
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(json.loads(message["Body"])["Message"]) for message in messages]

    yield announced
    sns.unsubscribe(SubscriptionArn=subscription)
    sqs.delete_queue(QueueUrl=url)


def test_only_what_opens_is_announced(announced):
    opens = change("OPEN", before="NEW")
    news = announced(change("NEW"), opens, change("CLAIMED", before="OPEN"), change("OPEN", before="OPEN"),
                     {"dynamodb": {"SequenceNumber": "1", "OldImage": {"status": {"S": "OPEN"}}}})
    assert [item["id"] for item in news] == [opens["dynamodb"]["NewImage"]["id"]["S"]]


def test_what_cannot_be_announced_is_tried_again(context, monkeypatch):
    monkeypatch.setattr(feed, "NEWS_TOPIC_ARN", feed.NEWS_TOPIC_ARN + "-gone")
    opens = change("OPEN", before="NEW")
    answer = feed.announce({"Records": [change("NEW"), opens]}, context)
    assert answer == {"batchItemFailures": [{"itemIdentifier": opens["dynamodb"]["SequenceNumber"]}]}


def test_partners_read_what_was_announced_and_the_results(call, context):
    news = {"id": str(uuid.uuid4()), "title": "Plant a tree", "time": "2099-01-01T00:00:00+00:00"}
    record = {"Sns": {"Message": json.dumps(news)}}
    feed.keep({"Records": [record, record]}, context)
    votes.publish([], context)
    status, answer = call(feed.partner)
    assert status == 200 and answer["quests"].count(news) == 1
    assert json.load(urllib.request.urlopen(answer["results"])) == {"wards": []}
