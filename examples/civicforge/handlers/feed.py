"""News of quests: what opens is announced, the announcements are kept for a while, and partners read them.

    PK      SK              what
    FEED    time#id         an announcement; expiresAt ends it after a month
"""

import json
import os
import time

import boto3
from boto3.dynamodb.conditions import Key
from boto3.dynamodb.types import TypeDeserializer

from handlers.web import answers, logger, tracer

sns = boto3.client("sns")
NEWS_TOPIC_ARN = os.environ.get("NEWS_TOPIC_ARN")
QUESTS_TABLE = os.environ.get("QUESTS_TABLE")
ARCHIVE_BUCKET = os.environ.get("ARCHIVE_BUCKET")

MONTH_SECONDS = 30 * 24 * 3600
PAGE = 25
plain = TypeDeserializer().deserialize


def opened(record):
    """The quest that a change of the table opens, or None."""
    change = record["dynamodb"]
    after, before = change.get("NewImage", {}), change.get("OldImage", {})
    if after.get("status", {}).get("S") != "OPEN" or before.get("status", {}).get("S") == "OPEN":
        return None
    return {name: plain(value) for name, value in after.items()}


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def announce(event, context):
    """Follows the table's stream. Only from the change that failed on is it tried again."""
    for record in event["Records"]:
        quest = opened(record)
        if not quest:
            continue
        try:
            sns.publish(TopicArn=NEWS_TOPIC_ARN, Subject="A new quest",
                        Message=json.dumps({"id": quest["id"], "title": quest["title"], "time": quest["createdAt"]}))
        except sns.exceptions.ClientError:
            logger.exception("quest_not_announced", questId=quest["id"])
            return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
        logger.info("quest_announced", questId=quest["id"])
    return {"batchItemFailures": []}


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def keep(event, context):
    """Takes announcements from the topic. The same one twice is one item."""
    table = boto3.resource("dynamodb").Table(QUESTS_TABLE)
    for record in event["Records"]:
        news = json.loads(record["Sns"]["Message"])
        table.put_item(Item={"PK": "FEED", "SK": f"{news['time']}#{news['id']}", "expiresAt": int(time.time()) + MONTH_SECONDS,
                             **news})


@answers
def partner(request, context):
    """The newest announcements, and where the results of votes are to be had for five minutes."""
    table = boto3.resource("dynamodb").Table(QUESTS_TABLE)
    items = table.query(KeyConditionExpression=Key("PK").eq("FEED"), ScanIndexForward=False, Limit=PAGE)["Items"]
    results = boto3.client("s3").generate_presigned_url(
        "get_object", ExpiresIn=300, Params={"Bucket": ARCHIVE_BUCKET, "Key": "results/latest.json"})
    return 200, {"quests": [{name: item[name] for name in ("id", "title", "time")} for item in items], "results": results}
