"""How often a quest is looked at: each look is a record of the stream `views`, and they are counted many at a time."""

import base64
import json
import os
from collections import Counter

import boto3

from handlers.web import logger, tracer

QUESTS_TABLE = os.environ.get("QUESTS_TABLE")
VIEWS_STREAM = os.environ.get("VIEWS_STREAM")


def seen(quest):
    """Where there is no stream nothing is counted, and whoever looks never waits for an answer of it twice."""
    if not VIEWS_STREAM:
        return
    kinesis = boto3.client("kinesis")
    try:
        kinesis.put_record(StreamName=VIEWS_STREAM, PartitionKey=quest, Data=json.dumps({"quest": quest}).encode())
    except kinesis.exceptions.ClientError:
        logger.exception("view_not_counted", questId=quest)


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def count(event, context):
    table = boto3.resource("dynamodb").Table(QUESTS_TABLE)
    records = (json.loads(base64.b64decode(record["kinesis"]["data"])) for record in event["Records"])
    for quest, views in Counter(record["quest"] for record in records).items():
        key = f"QUEST#{quest}"
        table.update_item(Key={"PK": key, "SK": key}, UpdateExpression="ADD #views :views",
                          ExpressionAttributeNames={"#views": "views"}, ExpressionAttributeValues={":views": views})
    return {"batchItemFailures": []}
