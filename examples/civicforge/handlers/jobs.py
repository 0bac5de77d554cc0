"""What happens to a quest after its creator has been answered: it is reviewed, and opened or rejected."""

import os
import re

import boto3
from aws_lambda_powertools import Logger, Tracer
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

logger = Logger()
tracer = Tracer()
table = boto3.resource("dynamodb").Table(os.environ["QUESTS_TABLE"])
processor = BatchProcessor(event_type=EventType.SQS)

ADVERTISING = re.compile(r"https?://|\bbuy now\b|\bdiscount\b", re.IGNORECASE)


def verdict(quest):
    return "REJECTED" if ADVERTISING.search(f"{quest['title']} {quest['description']}") else "OPEN"


@tracer.capture_method(capture_response=False)
def review(record):
    identifier = record.json_body["questId"]
    key = {"PK": f"QUEST#{identifier}", "SK": f"QUEST#{identifier}"}
    quest = table.get_item(Key=key, ConsistentRead=True)["Item"]
    status = verdict(quest)
    try:
        table.update_item(
            Key=key, UpdateExpression="SET #status = :status, GSI1PK = :group", ConditionExpression="#status = :new",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":status": status, ":group": f"STATUS#{status}", ":new": "NEW"})
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        logger.info("quest_reviewed_before", questId=identifier)
        return
    logger.info("quest_reviewed", questId=identifier, status=status)


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def process(event, context):
    """Only messages that failed come back to the queue; what fails five times becomes a dead letter."""
    return process_partial_response(event=event, record_handler=review, processor=processor, context=context)
