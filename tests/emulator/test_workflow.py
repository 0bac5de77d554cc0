"""A workflow that is deployed and run to its end: a map, a choice, an API of AWS, branches, and what catches an error."""

import json
import textwrap
import time

import boto3

CODE = """
import json
import os

import boto3


def count(event, context):
    return {"ward": event["ward"], "votes": len(event["votes"])}


def refuse(event, context):
    raise ValueError("never")


def tell(event, context):
    return "told"


def begin(event, context):
    started = boto3.client("stepfunctions").start_execution(
        stateMachineArn=os.environ["SETTLE_WORKFLOW_ARN"], input=json.dumps(event))
    return started["executionArn"]
"""

SERVICE = """
    functions:
      count: handlers/app.count
      refuse: handlers/app.refuse
      tell: handlers/app.tell
      begin: {handler: handlers/app.begin, access: {settle: start}}
    tables: {results: PK}
    workflows:
      settle:
        steps:
          tally: {map: count, over: $.wards, concurrency: 2, result: $.tally}
          enough:
            choice: [{if: $sum($.tally.votes) >= 3, next: keep}]
            else: few
          keep:
            call: dynamodb:putItem
            target: results
            with: {Item: {PK: {S: $.id}, votes: {N: $string($sum($.tally.votes))}}}
            result: off
          refused: {run: refuse, retry: 0, catch: both}
          never: {fail: What is refused does not come here}
          both: {parallel: [tell, {steps: {pass: {pass: {id: $.id, error: $.error.Error}}}}], end: true}
          few: {fail: Too few voted, error: Few}
    """


def run(service, event):
    answer = boto3.client("lambda").invoke(FunctionName=service.resource("BeginFunction"), Payload=json.dumps(event))
    execution = json.loads(answer["Payload"].read())
    for _ in range(100):
        state = boto3.client("stepfunctions").describe_execution(executionArn=execution)
        if state["status"] != "RUNNING":
            return state
        time.sleep(0.2)
    raise AssertionError("the workflow does not end")


def test_a_workflow_runs_to_its_end(service):
    (service.folder / "handlers").mkdir()
    (service.folder / "handlers/app.py").write_text(CODE)
    service.describe(textwrap.dedent(SERVICE))
    service.run("deploy")
    wards = [{"ward": "north", "votes": ["a", "b"]}, {"ward": "south", "votes": ["c"]}]
    state = run(service, {"id": "q1", "wards": wards})
    assert state["status"] == "SUCCEEDED", (state.get("error"), state.get("cause"))
    told, passed = json.loads(state["output"])
    assert told == "told" and passed["id"] == "q1" and passed["error"]
    item = boto3.client("dynamodb").get_item(TableName=service.resource("ResultsTable"), Key={"PK": {"S": "q1"}})["Item"]
    assert item["votes"] == {"N": "3"}

    state = run(service, {"id": "q2", "wards": wards[1:]})
    assert state["status"] == "FAILED" and state["error"] == "Few"
