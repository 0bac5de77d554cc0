"""Containers as ECS has them; the emulator starts none, so their tasks are not looked at."""

import json
import os
import subprocess
import sys
import time

import boto3
import pytest

WORKER = """
    containers:
      tally:
        image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/tally:1.4.0
        memory: 2GB
        environment: {LOG_LEVEL: info}
        access: {votes: [read, write]}
        events: [queue: wards]
    tables:
      votes: PK
    queues:
      wards: {}
    """


def test_a_worker_knows_its_queue_and_its_table(service):
    service.describe(WORKER)
    service.run("deploy")
    ecs = boto3.client("ecs")
    cluster, name = service.resource("ContainersCluster"), service.resource("TallyService")
    [found] = ecs.describe_services(cluster=cluster, services=[name])["services"]
    assert found["launchType"] == "FARGATE"
    network = found["networkConfiguration"]["awsvpcConfiguration"]
    assert network["subnets"] == [service.resource("ContainersSubnetA"), service.resource("ContainersSubnetB")]
    assert network["assignPublicIp"] == "ENABLED"
    task = ecs.describe_task_definition(taskDefinition=found["taskDefinition"])["taskDefinition"]
    assert (task["cpu"], task["memory"]) == ("256", "2048")
    [container] = task["containerDefinitions"]
    variables = {one["name"]: one["value"] for one in container["environment"]}
    assert variables == {"LOG_LEVEL": "info", "VOTES_TABLE": service.resource("VotesTable"),
                         "WARDS_QUEUE_URL": service.resource("WardsQueue")}
    policy = boto3.client("iam").get_role_policy(RoleName=task["taskRoleArn"].rsplit("/")[-1], PolicyName="container")
    actions = {action for statement in policy["PolicyDocument"]["Statement"] for action in statement["Action"]}
    assert {"dynamodb:GetItem", "sqs:ReceiveMessage", "sqs:DeleteMessage"} <= actions


def test_another_image_is_another_task(service):
    service.describe(WORKER)
    service.run("deploy")
    before = service.resource("TallyTask")
    service.describe(WORKER.replace("tally:1.4.0", "tally:1.5.0"))
    service.run("deploy")
    after = service.resource("TallyTask")
    assert after != before
    [found] = boto3.client("ecs").describe_services(
        cluster=service.resource("ContainersCluster"), services=[service.resource("TallyService")])["services"]
    assert found["taskDefinition"] == after


ASKED = """
    containers:
      maps:
        image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/maps:1.4.0
        health: /health
        tasks: 2
        events: [http: GET /maps, httpApi: GET /tiles]
    """


def test_a_service_is_balanced_and_registered_for_either_api(service):
    service.describe(ASKED)
    service.run("deploy")
    [found] = boto3.client("ecs").describe_services(
        cluster=service.resource("ContainersCluster"), services=[service.resource("MapsService")])["services"]
    assert found["desiredCount"] == 2
    [balanced] = found["loadBalancers"]
    assert balanced["targetGroupArn"] == service.resource("MapsTargetGroup") and balanced["containerPort"] == 8080
    [group] = boto3.client("elbv2").describe_target_groups(TargetGroupArns=[balanced["targetGroupArn"]])["TargetGroups"]
    assert (group["TargetType"], group["HealthCheckPath"]) == ("ip", "/health")
    registered = boto3.client("servicediscovery").get_service(Id=service.resource("MapsRegistry"))["Service"]
    assert (registered["Name"], registered["NamespaceId"]) == ("maps", service.resource("ContainersNamespace"))


VOTES = """
import json
import os

import boto3


def tally(event, context):
    for record in event["Records"]:
        vote = json.loads(record["body"])
        if vote.get("broken"):
            raise ValueError("broken")
        boto3.resource("dynamodb").Table(os.environ["VOTES_TABLE"]).put_item(Item={"PK": vote["id"]})


def report(event, context):
    boto3.resource("dynamodb").Table(os.environ["VOTES_TABLE"]).put_item(Item={"PK": f"report {event['ward']}"})
"""

HANDLERS = """
    runtime: python3.13
    containers:
      tally: {handler: votes.tally, access: {votes: write}, events: [queue: wards]}
      report: {handler: votes.report, access: {votes: write}}
    tables:
      votes: PK
    queues:
      wards: {}
    """


def started(service, name, **environment):
    """What the task would run, with the environment that the task would have."""
    task = boto3.client("ecs").describe_task_definition(taskDefinition=service.resource(f"{name}Task"))["taskDefinition"]
    [container] = task["containerDefinitions"]
    variables = {one["name"]: one["value"] for one in container["environment"]}
    command = [sys.executable, *container["entryPoint"][1:], *container["command"]]
    return subprocess.Popen(command, env={**os.environ, **variables, **environment}, stderr=subprocess.PIPE, text=True)


def soon(what, seconds=20):
    until = time.time() + seconds
    while not what():
        assert time.time() < until
        time.sleep(0.1)


@pytest.fixture
def handlers(service):
    (service.folder / "votes.py").write_text(VOTES)
    service.describe(HANDLERS)
    service.run("deploy")
    service.votes = boto3.resource("dynamodb").Table(service.resource("VotesTable"))
    return service


def test_messages_come_to_a_handler_and_what_fails_is_tried_again(handlers):
    queue = boto3.resource("sqs").Queue(handlers.resource("WardsQueue"))
    queue.send_message(MessageBody=json.dumps({"id": "one"}))
    queue.send_message(MessageBody=json.dumps({"broken": True}))
    worker = started(handlers, "Tally")
    try:
        soon(lambda: "Item" in handlers.votes.get_item(Key={"PK": "one"}))
        soon(lambda: "ValueError: broken" in worker.stderr.readline())
        worker.terminate()
        queue.send_message(MessageBody=json.dumps({"id": "last"}))
        assert worker.wait(30) == 0
    finally:
        worker.kill()
    queue.load()
    left = int(queue.attributes["ApproximateNumberOfMessages"]) + int(queue.attributes["ApproximateNumberOfMessagesNotVisible"])
    assert left == (1 if "Item" in handlers.votes.get_item(Key={"PK": "last"}) else 2)


def test_a_handler_runs_once_with_what_it_is_told(handlers):
    assert started(handlers, "Report", EVENT='{"ward": "north"}').wait(30) == 0
    assert "Item" in handlers.votes.get_item(Key={"PK": "report north"})
    assert started(handlers, "Report").wait(30) == 1
