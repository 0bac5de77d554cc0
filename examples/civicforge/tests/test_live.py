import boto3
from boto3.dynamodb.conditions import Key

from handlers import live


def listening():
    table = boto3.resource("dynamodb").Table(live.QUESTS_TABLE)
    return {item["SK"] for item in table.query(KeyConditionExpression=Key("PK").eq("LIVE"))["Items"]}


def event(connection):
    return {"requestContext": {"connectionId": connection}}


def test_who_leaves_listens_no_more(context):
    for connection in ("one", "two"):
        assert live.enter(event(connection), context) == {"statusCode": 200}
    assert {"one", "two"} <= listening()
    for _ in range(2):  # API Gateway may say so twice
        assert live.leave(event("one"), context) == {"statusCode": 200}
    assert "one" not in listening() and "two" in listening()
