"""Signatures, TLS and `access`, where all three are checked as AWS does.

The emulator believes its root pair whatever the secret, so everything here is done with an IAM user's key.
"""

import json

import boto3

SERVICE = """
    defaults: {timeout: 30s} # of a busy machine
    functions:
      granted:
        handler: app.store
        access: {notes: write}
        events: [http: 'POST /granted/{id}']
      refused:
        handler: app.store
        environment: {NOTES_TABLE: !Ref NotesTable}
        events: [http: 'POST /refused/{id}']
      reader:
        handler: app.store
        access: {notes: read}
        events: [http: 'POST /reader/{id}']
    tables:
      notes: {key: id}
    """


def test_a_function_may_do_what_access_grants_and_no_more(service, key):
    service.describe(SERVICE)
    service.run("deploy", **key)
    assert service.call("/granted/1", "POST") == (201, {})
    assert service.call("/refused/2", "POST")[0] == 502
    assert service.call("/reader/3", "POST")[0] == 502
    resources = boto3.client("cloudformation").describe_stack_resources(StackName=service.stack)["StackResources"]
    names = {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in resources}
    assert boto3.resource("dynamodb").Table(names["NotesTable"]).scan()["Items"] == [{"id": "1"}]
    for function in ("Refused", "Reader"):
        events = boto3.client("logs").filter_log_events(logGroupName=names[f"{function}Logs"])["events"]
        assert any("dynamodb:PutItem" in event["message"] for event in events), function


def test_a_wrong_secret_is_a_finding(service, key):
    service.describe(SERVICE)
    out, err = service.run("deploy", status=6, **{**key, "AWS_SECRET_ACCESS_KEY": "wrong"})
    assert "E4" in out + err
    assert service.status() is None


def test_an_unknown_key_is_a_finding(service):
    service.describe(SERVICE)
    _, err = service.run("deploy", status=6, AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY="wrong")
    assert "E4" in err
