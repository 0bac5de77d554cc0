"""Quests that citizens create, find, claim and prove.

One table holds them all:

    PK          SK                              what
    QUEST#id    QUEST#id                        the quest; GSI1PK STATUS#status, GSI1SK time: quests by status
    USER#name   QUEST#CREATED#time#id           who created it
"""

import json
import os
import uuid
from datetime import datetime, timezone

import boto3
from aws_lambda_powertools.metrics import MetricUnit, single_metric
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyAlreadyInProgressError
from boto3.dynamodb.conditions import Key
from botocore.config import Config

from handlers.citizens import require_citizen
from handlers.views import seen
from handlers.web import Refused, answers, body, caller, logger, tracer

# Made once for all requests that this instance will answer. Each function is told only what it has access to.
table = boto3.resource("dynamodb").Table(os.environ["QUESTS_TABLE"])
dynamodb = table.meta.client
sqs = boto3.client("sqs")
s3 = boto3.client("s3", config=Config(signature_version="s3v4"))
JOBS_QUEUE_URL = os.environ.get("JOBS_QUEUE_URL")
EVIDENCE_BUCKET = os.environ.get("EVIDENCE_BUCKET")

idempotency = IdempotencyConfig(expires_after_seconds=3600)
answers_given = DynamoDBPersistenceLayer(table_name=os.environ.get("IDEMPOTENCY_TABLE", ""))

QUEST_FIELDS = {
    # name: type, least, most, required
    "title": (str, 3, 120, True),
    "description": (str, 0, 2000, False),
    "reward": (int, 0, 1000, False),
    "token": (str, 1, 64, False),  # tells two quests of one user with the same title apart
}
PHOTO_TYPES = {"image/jpeg", "image/png"}
PHOTO_SECONDS = 300
PAGE = 25


def now():
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


def quest_id(user, wish):
    """The same wish of the same user is the same quest, however often it is sent."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([user, wish.get("token") or wish["title"]])))


def quest_key(identifier):
    return {"PK": f"QUEST#{identifier}", "SK": f"QUEST#{identifier}"}


def public(item):
    """A quest without the table's keys."""
    return {name: value for name, value in item.items() if name not in ("PK", "SK", "GSI1PK", "GSI1SK")}


def read(identifier):
    item = table.get_item(Key=quest_key(identifier), ConsistentRead=True).get("Item")
    if not item:
        raise Refused(404, f"there is no quest {identifier}")
    return item


@answers
def create(request, context):
    idempotency.register_lambda_context(context)
    try:
        return store(wish={"user": caller(request), **body(request, QUEST_FIELDS)})
    except IdempotencyAlreadyInProgressError as error:
        raise Refused(409, "the same request is being worked on") from error


# A request repeated within the hour gets the first answer, and two of them never run at once.
@idempotent_function(data_keyword_argument="wish", persistence_store=answers_given, config=idempotency)
@tracer.capture_method(capture_response=False)
def store(wish):
    user = wish["user"]
    identifier, time = quest_id(user, wish), now()
    item = {**quest_key(identifier), "GSI1PK": "STATUS#NEW", "GSI1SK": time, "status": "NEW",
            "id": identifier, "title": wish["title"], "description": wish.get("description", ""),
            "reward": wish.get("reward", 0), "creator": user, "createdAt": time}
    created = True
    try:
        dynamodb.transact_write_items(TransactItems=[
            put(item),
            put({"PK": f"USER#{user}", "SK": f"QUEST#CREATED#{time}#{identifier}", "id": identifier, "title": wish["title"]}),
        ])
    except dynamodb.exceptions.TransactionCanceledException as error:
        if all(reason["Code"] != "ConditionalCheckFailed" for reason in error.response["CancellationReasons"]):
            raise
        created, item = False, read(identifier)
    if created:
        with single_metric(name="QuestCreated", unit=MetricUnit.Count, value=1):
            pass  # written to the log on leaving, where CloudWatch finds it
        logger.info("quest_created", questId=identifier, userId=user)
    if item["status"] == "NEW":  # also when an earlier try ended before this; a second review changes nothing
        sqs.send_message(QueueUrl=JOBS_QUEUE_URL, MessageBody=json.dumps({"questId": identifier}))
    return (201 if created else 200), public(item)


def put(item):
    return {"Put": {"TableName": table.name, "Item": item, "ConditionExpression": "attribute_not_exists(PK)"}}


@answers
def get(request, context):
    quest = public(read(request.path_parameters["id"]))
    seen(quest["id"])
    return 200, quest


@answers
def list(request, context):
    """The newest open quests; with ?creator=NAME those that this user created."""
    creator = request.query_string_parameters.get("creator")
    if creator:
        query = {"KeyConditionExpression": Key("PK").eq(f"USER#{creator}") & Key("SK").begins_with("QUEST#CREATED#")}
    else:
        query = {"IndexName": "byStatus", "KeyConditionExpression": Key("GSI1PK").eq("STATUS#OPEN")}
    items = table.query(**query, ScanIndexForward=False, Limit=PAGE)["Items"]
    return 200, {"quests": [public(item) for item in items]}


@answers
def claim(request, context):
    user, identifier = caller(request), request.path_parameters["id"]
    require_citizen(user)
    try:
        table.update_item(
            Key=quest_key(identifier),
            UpdateExpression="SET #status = :claimed, GSI1PK = :group, claimedBy = :user, claimedAt = :now",
            ConditionExpression="#status = :open",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":claimed": "CLAIMED", ":group": "STATUS#CLAIMED", ":open": "OPEN",
                                       ":user": user, ":now": now()})
    except dynamodb.exceptions.ConditionalCheckFailedException:
        pass  # not open; perhaps because this user has claimed it before
    quest = read(identifier)
    if quest.get("claimedBy") != user:
        raise Refused(409, f"the quest is {quest['status']}, not OPEN")
    logger.info("quest_claimed", questId=identifier, userId=user)
    return 200, public(quest)


@answers
def add_evidence(request, context):
    user, quest = caller(request), read(request.path_parameters["id"])
    kind = body(request, {"contentType": (str, 1, 64, True)})["contentType"]
    if kind not in PHOTO_TYPES:
        raise Refused(400, f"contentType must be one of {', '.join(sorted(PHOTO_TYPES))}")
    if quest.get("claimedBy") != user:
        raise Refused(403, "only who claimed the quest adds evidence")
    key = f"{quest['id']}/{uuid.uuid4()}"
    url = s3.generate_presigned_url("put_object", ExpiresIn=PHOTO_SECONDS,
                                    Params={"Bucket": EVIDENCE_BUCKET, "Key": key, "ContentType": kind})
    return 201, {"key": key, "upload": {"method": "PUT", "url": url, "contentType": kind, "seconds": PHOTO_SECONDS}}
