"""Removing a service loses no data that is not named."""

import re

import boto3


def test_remove_keeps_the_table_unless_named(deployed):
    table = deployed.resource("NotesTable")
    deployed.run("remove", "--yes")
    assert deployed.status() is None
    assert table in boto3.client("dynamodb").list_tables()["TableNames"]


def test_remove_loses_the_table_that_is_named(deployed):
    table = deployed.resource("NotesTable")
    deployed.run("remove", "--yes", "--data", "notes")
    assert deployed.status() is None
    assert table not in boto3.client("dynamodb").list_tables()["TableNames"]


def test_remove_asks_and_nobody_answers(deployed):
    deployed.run("remove", status=3)
    assert deployed.status() == "CREATE_COMPLETE"


def test_remove_loses_what_the_description_does_not_keep(service):
    service.describe("""
        keep: false
        tables: {notes: {key: id}}
        buckets: {photos: }
        """)
    service.run("deploy")
    table, bucket = service.resource("NotesTable"), service.resource("PhotosBucket")
    boto3.client("s3").put_object(Bucket=bucket, Key="cat.jpg", Body=b"a cat")
    service.run("remove", "--yes")
    assert service.status() is None
    assert table not in boto3.client("dynamodb").list_tables()["TableNames"]
    assert bucket not in [each["Name"] for each in boto3.client("s3").list_buckets()["Buckets"]]


def deploy_yaml(service, kept):
    """The service's stack, as another tool deploys what `cfgen generate` prints; without any policy unless kept."""
    service.describe("tables: {notes: {key: id}}\nqueues: {jobs: {}}\n")
    text = service.run("generate")[0]
    if not kept:
        text = re.sub(r"\n *(Deletion|UpdateReplace)Policy: .*", "", text)
    assert ("DeletionPolicy" in text) == kept and not text.startswith("{")
    cloudformation = boto3.client("cloudformation")
    cloudformation.create_stack(StackName=service.stack, TemplateBody=text, Capabilities=["CAPABILITY_NAMED_IAM"])
    cloudformation.get_waiter("stack_create_complete").wait(StackName=service.stack, WaiterConfig={"Delay": 1})
    return service.resource("NotesTable")


def table_exists(table):
    return table in boto3.client("dynamodb").get_paginator("list_tables").paginate().search("TableNames[]")


def test_yaml_that_keeps_nothing(service):
    table = deploy_yaml(service, kept=False)
    _, told = service.run("remove", "--yes", status=3)
    assert "E501" in told and "NotesTable" in told
    assert service.status() == "CREATE_COMPLETE" and table_exists(table)
    service.run("remove", "--yes", "--data", "notes")
    assert service.status() is None and not table_exists(table)


def test_yaml_that_keeps_its_table(service):
    table = deploy_yaml(service, kept=True)
    _, told = service.run("remove", "--yes")
    assert f"kept: NotesTable, {table}" in told
    assert service.status() is None and table_exists(table)
