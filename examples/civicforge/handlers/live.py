"""News as they happen, over a websocket: who is connected hears of each quest that opens.

    PK      SK              what
    LIVE    connection id   somebody listens; expiresAt ends what a lost connection left
"""

import os
import time

import boto3
from boto3.dynamodb.conditions import Key

from handlers.web import logger, tracer

QUESTS_TABLE = os.environ.get("QUESTS_TABLE")
WEBSOCKET_URL = os.environ.get("WEBSOCKET_URL")

CONNECTION_SECONDS = 2 * 3600  # API Gateway ends them then


def item_key(connection):
    return {"PK": "LIVE", "SK": connection}


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def enter(event, context):
    table = boto3.resource("dynamodb").Table(QUESTS_TABLE)
    connection = event["requestContext"]["connectionId"]
    table.put_item(Item={**item_key(connection), "expiresAt": int(time.time()) + CONNECTION_SECONDS})
    return {"statusCode": 200}


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def leave(event, context):
    boto3.resource("dynamodb").Table(QUESTS_TABLE).delete_item(Key=item_key(event["requestContext"]["connectionId"]))
    return {"statusCode": 200}


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def tell(event, context):
    """Takes announcements from the topic. Who is gone is forgotten."""
    table = boto3.resource("dynamodb").Table(QUESTS_TABLE)
    api = boto3.client("apigatewaymanagementapi", endpoint_url=WEBSOCKET_URL)
    connections = [item["SK"] for item in table.query(KeyConditionExpression=Key("PK").eq("LIVE"))["Items"]]
    for record in event["Records"]:
        for connection in connections:
            try:
                api.post_to_connection(ConnectionId=connection, Data=record["Sns"]["Message"].encode())
            except api.exceptions.GoneException:
                table.delete_item(Key=item_key(connection))
        logger.info("news_told", connections=len(connections))
