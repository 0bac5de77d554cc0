"""The handlers of the service whose description scripts/bench counts."""
import json
import os
import uuid

import boto3


def table():
    return boto3.resource("dynamodb").Table(os.environ["QUESTS_TABLE"])


def reply(status, body):
    return {"statusCode": status, "body": json.dumps(body)}


def create_quest(event, context):
    quest = {"PK": f"QUEST#{uuid.uuid4().hex}", "SK": "META", "GSI1PK": "open", "GSI1SK": "0", **json.loads(event["body"])}
    table().put_item(Item=quest)
    return reply(201, quest)


def get_quest(event, context):
    found = table().get_item(Key={"PK": event["pathParameters"]["id"], "SK": "META"}).get("Item")
    return reply(200, found) if found else reply(404, {})


def list_quests(event, context):
    found = table().query(IndexName="GSI1", KeyConditionExpression="GSI1PK = :open", ExpressionAttributeValues={":open": "open"})
    return reply(200, found["Items"])


def claim_quest(event, context):
    key = {"PK": event["pathParameters"]["id"], "SK": "META"}
    table().update_item(Key=key, UpdateExpression="SET GSI1PK = :claimed", ExpressionAttributeValues={":claimed": "claimed"})
    boto3.client("sqs").send_message(QueueUrl=os.environ["JOBS_QUEUE_URL"], MessageBody=json.dumps(key))
    return reply(202, key)
