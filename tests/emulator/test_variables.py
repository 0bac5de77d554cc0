"""Values from elsewhere: another stack's outputs, Parameter Store and Secrets Manager."""

import json

import boto3
from conftest import Service


def variables_of(service, logical_id):
    names = {r["LogicalResourceId"]: r["PhysicalResourceId"]
             for r in boto3.client("cloudformation").describe_stack_resources(StackName=service.stack)["StackResources"]}
    return boto3.client("lambda").get_function_configuration(FunctionName=names[logical_id])["Environment"]["Variables"]


def test_another_stacks_output_is_passed_at_each_deployment(service, tmp_path_factory):
    network = Service(tmp_path_factory.mktemp("network"))
    network.describe("""
        resources: {Here: {Type: AWS::SNS::Topic}}
        outputs: {TopicArn: !Ref Here, Level: one}
        """)
    service.describe(f"""
        functions:
          hello: {{handler: app.handler, environment: {{TOPIC: '${{cf:{network.name}-${{stage}}.TopicArn}}', LEVEL: 'level ${{cf:{network.stack}.Level}}'}}}}
        """)
    try:
        service.run("deploy", status=1)
        network.run("deploy")
        service.run("deploy")
        told = variables_of(service, "HelloFunction")
        assert told["LEVEL"] == "level one" and told["TOPIC"].startswith("arn:aws:sns:")
        network.describe("""
            resources: {Here: {Type: AWS::SNS::Topic}, There: {Type: AWS::SNS::Topic}}
            outputs: {TopicArn: !Ref Here, Level: two}
            """)
        network.run("deploy")
        service.run("deploy")
        assert variables_of(service, "HelloFunction")["LEVEL"] == "level two"
    finally:
        network.run("remove", "--yes")


def test_a_parameter_of_parameter_store_is_put_in_by_cloudformation(service):
    boto3.client("ssm").put_parameter(Name=f"/{service.name}/level", Value="from the store", Type="String")
    service.describe("""
        functions:
          hello: {handler: app.handler, environment: {LEVEL: '${ssm:/${service}/level}'}}
        """)
    assert "{{resolve:ssm:" in json.dumps(service.template())
    service.run("deploy")
    assert variables_of(service, "HelloFunction")["LEVEL"] == "from the store"
