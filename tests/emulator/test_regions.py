"""A service in two regions: a stack in each, the primary first, and what the one gives the other."""

import boto3
import pytest
from conftest import send
from demo_tour import local_url

TWO = """
    regions: [us-east-1, us-west-2]
    functions:
      hello:
        handler: app.handler
        events: [http: GET /hello]
        access: {notes: write}
        environment: {SAYS: '%s'}
      store: {handler: app.store, events: [http: 'POST /notes/{id}'], access: {notes: write}}
    tables:
      notes: {key: id, replicas: all}
    """


def stack_in(service, region):
    stacks = boto3.client("cloudformation", region_name=region).describe_stacks(StackName=service.stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stacks[0].get("Outputs", [])}


def in_regions(service):
    there = []
    for region in ("us-east-1", "us-west-2"):
        pages = boto3.client("cloudformation", region_name=region).get_paginator("describe_stacks").paginate()
        there += [region for stack in pages.search("Stacks[]") if stack["StackName"] == service.stack]
    return there


@pytest.fixture
def two(service):
    service.describe(TWO % "hello")
    _, told = service.run("deploy")
    yield service, told
    boto3.client("cloudformation", region_name="us-west-2").delete_stack(StackName=service.stack)


def test_each_region_has_a_stack_that_answers(two):
    service, told = two
    assert in_regions(service) == ["us-east-1", "us-west-2"]
    for region in ("us-east-1", "us-west-2"):
        status, text = send(local_url(stack_in(service, region)["ApiUrl"]) + "/hello")
        assert (status, text) == (200, '{"said": "hello"}')
    lines = [line.split() for line in told.splitlines()]
    assert [service.stack, "us-east-1", "deployed"] in lines and [service.stack, "us-west-2", "deployed"] in lines


def test_the_standby_knows_the_primarys_table(two):
    service, _ = two
    table = stack_in(service, "us-east-1")["NotesTable"]
    client = boto3.client("cloudformation", region_name="us-west-2")
    [function] = client.describe_stack_resources(StackName=service.stack, LogicalResourceId="HelloFunction")["StackResources"]
    settings = boto3.client("lambda", region_name="us-west-2").get_function_configuration(
        FunctionName=function["PhysicalResourceId"])
    assert settings["Environment"]["Variables"]["NOTES_TABLE"] == table
    types = {resource["ResourceType"] for resource in client.describe_stack_resources(StackName=service.stack)["StackResources"]}
    assert not any(kind.startswith("AWS::DynamoDB") for kind in types)


def test_nothing_to_do_is_said_of_each(two):
    service, _ = two
    out, told = service.run("deploy")
    assert out == "" and told.count("is up to date") == 2


def test_one_region_may_be_deployed_alone(two):
    service, _ = two
    service.describe(TWO % "hi")
    _, told = service.run("deploy", "--region", "us-west-2")
    assert "us-east-1" not in told
    assert send(local_url(stack_in(service, "us-west-2")["ApiUrl"]) + "/hello")[1] == '{"said": "hi"}'
    assert send(local_url(stack_in(service, "us-east-1")["ApiUrl"]) + "/hello")[1] == '{"said": "hello"}'


def test_all_stacks_are_removed_the_primary_last(two):
    service, _ = two
    _, told = service.run("remove", "--yes", "--data", "notes")
    assert in_regions(service) == []
    removed = [line for line in told.splitlines() if " removed (" in line]
    assert len(removed) == 2


def test_the_standby_cannot_be_first(service):
    service.describe(TWO % "hello")
    _, told = service.run("deploy", "--region", "us-west-2", status=1)
    assert "E741" in told and in_regions(service) == []


def test_each_region_has_what_is_written_in_the_other(two):
    """CloudFormation makes the replica; the emulator's only does so when DynamoDB itself is asked."""
    service, _ = two
    table = stack_in(service, "us-east-1")["NotesTable"]
    replicas = service.template()["Resources"]["NotesTable"]["Properties"]["Replicas"]
    assert [replica["Region"] for replica in replicas] == [{"Ref": "AWS::Region"}, "us-west-2"]
    boto3.client("dynamodb", region_name="us-east-1").update_table(
        TableName=table, ReplicaUpdates=[{"Create": {"RegionName": "us-west-2"}}])
    for region, other in (("us-east-1", "us-west-2"), ("us-west-2", "us-east-1")):
        status, text = send(local_url(stack_in(service, region)["ApiUrl"]) + f"/notes/{region}", "POST", "{}")
        assert status == 201, text
        there = boto3.resource("dynamodb", region_name=other).Table(table).get_item(Key={"id": region})
        assert there["Item"]["id"] == region
