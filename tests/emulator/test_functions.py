"""Layers, idempotency, destinations and rights of functions, deployed and used."""

import json
import textwrap
import time

import boto3

CODE = """
import json
import os

import boto3
import shared
from botocore.exceptions import ClientError


def pay(event, context):
    table = boto3.resource("dynamodb").Table(os.environ["IDEMPOTENCY_TABLE"])
    try:
        table.put_item(Item={"id": event["order"], "expiration": 4102444800},
                       ConditionExpression="attribute_not_exists(id)")
    except ClientError:
        return {"paid": False, "by": shared.NAME}
    return {"paid": True, "by": shared.NAME}


def fail(event, context):
    raise ValueError("always")
"""

SERVICE = """
    layers: {shared: layers/shared}
    functions:
      pay: {handler: handlers/app.pay, layers: shared, idempotency: true, alias: live, tags: {team: civic}, storage: 1GB}
      fail:
        handler: handlers/app.fail
        layers: shared
        retries: 0
        destinations: lost
    queues: {lost: }
    """


def make(service):
    for folder in ("handlers", "layers/shared/python"):
        (service.folder / folder).mkdir(parents=True)
    (service.folder / "handlers/app.py").write_text(CODE)
    (service.folder / "layers/shared/python/shared.py").write_text('NAME = "layer"\n')
    service.describe(textwrap.dedent(SERVICE))
    service.run("deploy")


def invoke(function, event, **arguments):
    answer = boto3.client("lambda").invoke(FunctionName=function, Payload=json.dumps(event), **arguments)
    return json.loads(answer["Payload"].read() or "null")


def test_a_layer_and_the_table_of_idempotency_are_used(service):
    make(service)
    alias = service.resource("PayAlias")
    assert invoke(alias, {"order": "7"}) == {"paid": True, "by": "layer"}
    assert invoke(alias, {"order": "7"}) == {"paid": False, "by": "layer"}
    configuration = boto3.client("lambda").get_function_configuration(FunctionName=service.resource("PayFunction"))
    assert configuration["EphemeralStorage"]["Size"] == 1024 and len(configuration["Layers"]) == 1


def test_a_changed_layer_reaches_the_function(service):
    make(service)
    (service.folder / "layers/shared/python/shared.py").write_text('NAME = "changed"\n')
    service.run("deploy")
    assert invoke(service.resource("PayAlias"), {"order": "8"})["by"] == "changed"


def test_what_fails_goes_to_its_destination(service):
    make(service)
    boto3.client("lambda").invoke(FunctionName=service.resource("FailFunction"), InvocationType="Event", Payload="{}")
    queue = boto3.resource("sqs").Queue(service.resource("LostQueue"))
    for _ in range(20):
        messages = queue.receive_messages(WaitTimeSeconds=1)
        if messages:
            break
        time.sleep(0.5)
    assert messages and "always" in messages[0].body
