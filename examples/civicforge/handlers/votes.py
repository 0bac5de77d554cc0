"""Citizens of a ward vote which quest its money goes to. Counting every ward takes longer than one function may run: the
workflow `settle` has many of them count at once.

    PK          SK          what
    WARD#name   VOTE#user   the vote of one citizen; voting again changes it
"""

import json
import os
from collections import Counter

import boto3
import wards
from boto3.dynamodb.conditions import Key

from handlers.web import answers, body, caller, logger, tracer

QUESTS_TABLE = os.environ.get("QUESTS_TABLE")
ARCHIVE_BUCKET = os.environ.get("ARCHIVE_BUCKET")
PARTNERS_BUS = os.environ.get("PARTNERS_BUS")


@answers
def cast(request, context):
    ward, user = request.path_parameters["ward"], caller(request)
    quest = body(request, {"questId": (str, 36, 36, True)})["questId"]
    table = boto3.resource("dynamodb").Table(QUESTS_TABLE)
    table.put_item(Item={"PK": f"WARD#{ward}", "SK": f"VOTE#{user}", "questId": quest})
    logger.info("vote_cast", ward=ward)  # not who, nor for what
    return 200, {"ward": ward, "questId": quest}


def votes_of(ward):
    table = boto3.resource("dynamodb").Table(QUESTS_TABLE)
    query = {"KeyConditionExpression": Key("PK").eq(f"WARD#{ward}"), "ProjectionExpression": "questId"}
    while True:
        page = table.query(**query)
        yield from (item["questId"] for item in page["Items"])
        if "LastEvaluatedKey" not in page:
            return
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def tally(event, context):
    """One ward, as the workflow hands it over. Of equals the first by its id wins, so that counting twice says the same."""
    counts = Counter(votes_of(event))
    winner = min(counts, key=lambda quest: (-counts[quest], quest), default=None)
    return {"ward": event, "votes": counts.total(), "winner": winner}


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def publish(event, context):
    """What all wards said, for everybody to read; who follows the bus is told that it is there."""
    results = [{"name": wards.name(result["ward"]), **result} for result in sorted(event, key=lambda result: result["ward"])]
    text = json.dumps({"wards": results}, indent=2)
    boto3.client("s3").put_object(Bucket=ARCHIVE_BUCKET, Key="results/latest.json", Body=text, ContentType="application/json")
    told = boto3.client("events").put_events(Entries=[{
        "EventBusName": PARTNERS_BUS, "Source": "civicforge", "DetailType": "ResultPublished",
        "Detail": json.dumps({"bucket": ARCHIVE_BUCKET, "key": "results/latest.json"})}])
    if told["FailedEntryCount"]:
        raise RuntimeError("the partners were not told")
    logger.info("result_published", wards=len(event))
    return {"key": "results/latest.json"}
