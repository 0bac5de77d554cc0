"""Containers as ECS has them; the emulator starts none, so their tasks are not looked at."""

import boto3

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
