"""The handlers run here against real services: those that AWS_ENDPOINT_URL leads to, usually a local emulator."""

import json
import os
import pathlib
import sys
import types
import uuid

import boto3
import pytest

if "AWS_ENDPOINT_URL" not in os.environ:
    raise pytest.UsageError("AWS_ENDPOINT_URL is not set: these tests make tables and queues, which belong in an emulator")


def make_resources():
    """What service.yml describes, as far as the handlers see it. Made anew by each run, under its own names."""
    run = uuid.uuid4().hex[:8]
    dynamodb = boto3.client("dynamodb")

    def make_table(name, keys, **more):
        columns = [*keys, *more.pop("columns", [])]
        dynamodb.create_table(
            TableName=f"{name}-{run}", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": column, "AttributeType": "S"} for column in columns],
            KeySchema=schema(keys), **more)
        return f"{name}-{run}"

    def schema(keys):
        return [{"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"))]

    index = {"IndexName": "byStatus", "KeySchema": schema(["GSI1PK", "GSI1SK"]), "Projection": {"ProjectionType": "ALL"}}
    boto3.client("kinesis").create_stream(StreamName=f"views-{run}", ShardCount=1)
    for bucket in ("evidence", "archive"):
        boto3.client("s3").create_bucket(Bucket=f"{bucket}-{run}")
    return {
        "QUESTS_TABLE": make_table("quests", ["PK", "SK"], columns=["GSI1PK", "GSI1SK"], GlobalSecondaryIndexes=[index]),
        "IDEMPOTENCY_TABLE": make_table("idempotency", ["id"]),
        "JOBS_QUEUE_URL": boto3.client("sqs").create_queue(QueueName=f"jobs-{run}")["QueueUrl"],
        "EVIDENCE_BUCKET": f"evidence-{run}",
        "ARCHIVE_BUCKET": f"archive-{run}",
        "NEWS_TOPIC_ARN": boto3.client("sns").create_topic(Name=f"news-{run}")["TopicArn"],
        "VIEWS_STREAM": f"views-{run}",
        "PARTNERS_BUS": boto3.client("events").create_event_bus(Name=f"partners-{run}") and f"partners-{run}",
        "POWERTOOLS_SERVICE_NAME": "civicforge",
        "POWERTOOLS_METRICS_NAMESPACE": "CivicForge",
    }


# Where Lambda puts the layer.
sys.path.append(str(pathlib.Path(__file__).parents[1] / "layers/wards/python"))
# The handlers make their clients when they are imported, so this comes first.
os.environ.update(make_resources())

from handlers import jobs, quests  # noqa: E402


@pytest.fixture
def context():
    return types.SimpleNamespace(
        function_name="test", function_version="1", memory_limit_in_mb=256, aws_request_id=str(uuid.uuid4()),
        invoked_function_arn="arn:aws:lambda:us-east-1:000000000000:function:test",
        get_remaining_time_in_millis=lambda: 10000)


@pytest.fixture
def user():
    """Somebody new, so that no test sees what another left."""
    return f"user-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def call(context):
    """Calls a handler as API Gateway does, and gives back the status and the JSON of its answer."""

    def call(handler, user=None, body=None, query=None, **path):
        answer = handler({
            "headers": {"x-USER": user} if user else {},
            "pathParameters": path or None,
            "queryStringParameters": query,
            "body": body if isinstance(body, str) else json.dumps(body),
            "requestContext": {"requestId": context.aws_request_id},
        }, context)
        return answer["statusCode"], json.loads(answer["body"])

    return call


@pytest.fixture
def review(context):
    """Lets the second function work off the queue as Lambda does, and gives back which messages failed."""

    def review(*more):
        sqs, url = boto3.client("sqs"), os.environ["JOBS_QUEUE_URL"]
        records = list(more)
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            for message in messages:
                records.append({"messageId": message["MessageId"], "body": message["Body"], "receiptHandle": message["ReceiptHandle"]})
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        records = [{"eventSource": "aws:sqs", "awsRegion": "us-east-1", **record} for record in records]
        failures = jobs.process({"Records": records}, context)["batchItemFailures"]
        return [failure["itemIdentifier"] for failure in failures]

    return review


@pytest.fixture
def open_quest(call, review, user):
    _, quest = call(quests.create, user, {"title": "Plant a tree", "reward": 5})
    review()
    return quest["id"]
