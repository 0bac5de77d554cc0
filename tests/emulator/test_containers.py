"""Containers as ECS has them; the emulator starts none, so their tasks are not looked at."""

import json
import os
import socket
import subprocess
import sys
import time

import boto3
import pytest
from conftest import send

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


def ask(event, context):
    if event["body"] == "fail":
        raise ValueError("asked to")
    said = {name: event.get(name) for name in ("version", "resource", "routeKey", "pathParameters", "queryStringParameters", "body",
                                               "isBase64Encoded", "cookies", "rawPath", "path")}
    return {"statusCode": 201, "headers": {"x-vote": "yes"}, "body": json.dumps(said)}


def plain(event, context):
    return {"method": event["requestContext"]["http"]["method"]}


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


ASKED_HANDLERS = """
    runtime: python3.13
    containers:
      ask:
        handler: votes.ask
        port: %d
        events: [http: 'GET /votes/{id}', http: 'ANY /wards/{rest+}', httpApi: 'POST /votes/{id}/count']
      plain: {handler: votes.plain, port: %d, events: [httpApi: '*']}
    """


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def reachable(port):
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def test_requests_come_to_a_handler_as_either_api_has_them(service):
    (service.folder / "votes.py").write_text(VOTES)
    ports = free_port(), free_port()
    service.describe(ASKED_HANDLERS % ports)
    service.run("deploy")
    servers = [started(service, "Ask"), started(service, "Plain")]
    url = f"http://127.0.0.1:{ports[0]}"
    try:
        for port in ports:
            soon(lambda: reachable(port))
        status, text = send(url + "/votes/7%20a?ward=north&ward=south&empty=")
        said = json.loads(text)
        assert status == 201 and said["resource"] == "/votes/{id}" and said["path"] == "/votes/7%20a"
        assert said["pathParameters"] == {"id": "7 a"} and said["queryStringParameters"] == {"ward": "south", "empty": ""}
        said = json.loads(send(url + "/votes/7/count?a=1&a=2", "POST", "yes", {"cookie": "a=1; b=2"})[1])
        assert (said["version"], said["routeKey"], said["rawPath"]) == ("2.0", "POST /votes/{id}/count", "/votes/7/count")
        assert said["queryStringParameters"] == {"a": "1,2"} and said["body"] == "yes" and said["cookies"] == ["a=1", "b=2"]
        said = json.loads(send(url + "/wards/north/1", "PUT", b"\xff\xfe")[1])
        assert said["pathParameters"] == {"rest": "north/1"} and said["isBase64Encoded"] and said["body"] == "//4="
        assert send(url + "/wards/north", "POST", "fail")[0] == 500
        assert send(url + "/nowhere")[0] == 404
        assert send(f"http://127.0.0.1:{ports[1]}/any/thing", "DELETE") == (200, '{"method": "DELETE"}')
        for server in servers:
            server.terminate()
            assert server.wait(30) == 0
    finally:
        for server in servers:
            server.kill()


def test_the_image_of_a_folder_is_built_once(service, tmp_path):
    """Docker itself is not there: a script in its place says what it was asked for, and puts the image into the registry."""
    tools, folder = tmp_path / "tools", service.folder / "tally"
    tools.mkdir(), folder.mkdir()
    (tools / "docker").write_text("""#!/bin/sh
echo "$1 $2" >>%s/docker.log
""" % tools)
    (tools / "docker").chmod(0o755)
    (folder / "Dockerfile").write_text("FROM busybox:1.36\n")
    service.describe("containers:\n  tally: {image: tally/, tasks: 0}\n")
    path = f"{tools}:{os.environ['PATH']}"
    service.run("deploy", PATH=path)
    assert (tools / "docker.log").read_text().split() == ["build", "--platform", "login", "--username", "push", image(service)]
    ecr, (repository, tag) = boto3.client("ecr"), image(service).split("/", 1)[1].split(":")
    ecr.put_image(repositoryName=repository, imageTag=tag, imageManifest=json.dumps({"schemaVersion": 2}))
    (tools / "docker").unlink()
    service.run("deploy", PATH=path)
    (folder / "Dockerfile").write_text("FROM busybox:1.37\n")
    assert image(service, service.template()).split(":")[1] != tag


def image(service, template=None):
    if template:
        return template["Resources"]["TallyTask"]["Properties"]["ContainerDefinitions"][0]["Image"]["Fn::Sub"]
    task = boto3.client("ecs").describe_task_definition(taskDefinition=service.resource("TallyTask"))["taskDefinition"]
    return task["containerDefinitions"][0]["image"]
