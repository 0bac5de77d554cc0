"""What else calls functions: addresses of their own, a user pool that asks them, a load balancer."""

import base64
import json
import os

import boto3
from conftest import send

APP = """
import json


def answer(event, context):
    http = event["requestContext"]["http"]
    return {"statusCode": 201, "body": json.dumps({"method": http["method"], "path": http["path"], "body": event.get("body")})}


def claim(event, context):
    event["response"]["claimsOverrideDetails"] = {"claimsToAddOrOverride": {"ward": "north"}}
    return event


def balance(event, context):
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"},
            "body": json.dumps({"path": event["path"], "by": event["requestContext"]["elb"]["targetGroupArn"]})}
"""


def test_a_function_answers_under_its_own_address(service):
    (service.folder / "calls.py").write_text(APP)
    service.describe("functions: {feed: {handler: calls.answer, url: public}}")
    service.run("deploy")
    host = service.outputs()["FeedUrl"].removeprefix("https://").split(".")[0]
    status, text = send(f"{os.environ['AWS_ENDPOINT_URL']}/_aws/lambda-url/{host}/quests", "POST", "hello")
    assert (status, json.loads(text)["path"]) == (201, "/quests")
    assert json.loads(text)["method"] == "POST"


def test_a_user_pool_asks_its_function_what_a_token_says(service):
    (service.folder / "calls.py").write_text(APP)
    service.describe("""
        functions:
          claim: {handler: calls.claim, events: [userPool: {pool: Citizens, trigger: pre-token-generation}]}
        resources:
          Citizens: {Type: AWS::Cognito::UserPool, Properties: {}}
          Page:
            Type: AWS::Cognito::UserPoolClient
            Properties: {UserPoolId: !Ref Citizens, ExplicitAuthFlows: [ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]}
        """)
    service.run("deploy")
    cognito, pool, client = boto3.client("cognito-idp"), service.resource("Citizens"), service.resource("Page")
    cognito.admin_create_user(UserPoolId=pool, Username="ada", MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool, Username="ada", Password="Notes-on-1843", Permanent=True)
    signed_in = cognito.admin_initiate_auth(UserPoolId=pool, ClientId=client, AuthFlow="ADMIN_USER_PASSWORD_AUTH",
                                            AuthParameters={"USERNAME": "ada", "PASSWORD": "Notes-on-1843"})
    claims = signed_in["AuthenticationResult"]["IdToken"].split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(claims + "==="))["ward"] == "north"


def test_a_load_balancer_hands_its_path_to_the_function(service):
    (service.folder / "calls.py").write_text(APP)
    balancers, name = boto3.client("elbv2"), service.name
    balancer = balancers.create_load_balancer(Name=name, Subnets=["subnet-1", "subnet-2"])["LoadBalancers"][0]["LoadBalancerArn"]
    listener = balancers.create_listener(LoadBalancerArn=balancer, Port=80, Protocol="HTTP", DefaultActions=[
        {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}])["Listeners"][0]["ListenerArn"]
    service.describe(f"functions: {{list: {{handler: calls.balance, events: [alb: {{listener: '{listener}', priority: 1, path: /quests}}]}}}}")
    service.run("deploy")
    # The emulator makes the rule and its target group, and leaves out the target that stands in the template.
    [rule] = [rule for rule in balancers.describe_rules(ListenerArn=listener)["Rules"] if not rule["IsDefault"]]
    function = boto3.client("lambda").get_function(FunctionName=service.resource("ListFunction"))["Configuration"]["FunctionArn"]
    balancers.register_targets(TargetGroupArn=rule["Actions"][0]["TargetGroupArn"], Targets=[{"Id": function}])
    ask = lambda path: send(f"{os.environ['AWS_ENDPOINT_URL']}/_alb/{name}{path}", headers={"Host": "quests.example:80"})  # noqa: E731
    status, text = ask("/quests")
    assert status == 200 and json.loads(text)["path"] == "/quests", text
    assert ask("/else")[0] == 404
