"""Signatures, TLS and `access`, where all three are checked as AWS does.

The emulator believes its root pair whatever the secret, so everything here is done with an IAM user's key.
"""

import json
import shutil
import time

import boto3
import pytest
from conftest import ROOT, send

SERVICE = """
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


@pytest.fixture
def key(service):
    """The environment of a user who may do everything."""
    iam, name = boto3.client("iam"), service.name
    iam.create_user(UserName=name)
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    iam.put_user_policy(UserName=name, PolicyName="all",
                        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    made = iam.create_access_key(UserName=name)["AccessKey"]
    return {"AWS_ACCESS_KEY_ID": made["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": made["SecretAccessKey"]}


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


def test_civicforge_has_all_the_rights_it_needs_and_takes_photos(service, key):
    shutil.copytree(ROOT / "examples/civicforge", service.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    service.stack = "civicforge-dev"
    service.run("deploy", **key)
    ada, grace = {"X-User": "ada"}, {"X-User": "grace"}
    status, quest = service.call("/quests", "POST", json.dumps({"title": "Plant a tree"}), ada)
    assert status == 201
    path = f"/quests/{quest['id']}"
    for _ in range(100):
        status, quest = service.call(path)
        if quest["status"] != "NEW":
            break
        time.sleep(0.1)
    assert (status, quest["status"]) == (200, "OPEN")
    assert quest in service.call("/quests")[1]["quests"]
    assert service.call("/quests?creator=ada")[1]["quests"][0]["id"] == quest["id"]
    assert service.call(f"{path}/claim", "POST", headers=grace)[1]["claimedBy"] == "grace"
    status, answer = service.call(f"{path}/evidence", "POST", json.dumps({"contentType": "image/png"}), grace)
    assert status == 201
    upload, photo = answer["upload"], {"Content-Type": "image/png"}
    assert send(upload["url"], "PUT", "a photo", photo)[0] == 200
    assert send(upload["url"], "PUT", "a page", {"Content-Type": "text/html"})[0] == 403
