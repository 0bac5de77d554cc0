"""Ways to open something to everyone that do not look like it."""

import json

import pytest


def raw(hostile, resource, head=""):
    """A service of one resource, whose lines begin at the fourth."""
    lines = "\n".join("  " + line for line in resource.strip("\n").splitlines())
    hostile.write("service.yml", f"service: shop\n{head}resources:\n{lines}\n")
    return hostile.run("validate")


def topic(policy):
    return "T:\n  Type: AWS::SNS::TopicPolicy\n  Properties:\n    Topics: [arn]\n    PolicyDocument: " + policy


def statement(**parts):
    return {"Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": "*", **parts}


OPEN = {
    "plain": statement(),
    "list with one star": statement(Principal={"AWS": ["arn:aws:iam::123456789012:root", "*"]}),
    "elements in another case": {"effect": "allow", "principal": {"aws": "*"}, "action": ["*"], "resource": "*"},
    "wildcard in the middle": statement(Principal={"AWS": "arn:aws:iam::*:role/deploy"}),
    "canonical user": statement(Principal={"CanonicalUser": "*"}),
    "not principal": {"Effect": "Allow", "NotPrincipal": {"AWS": "123456789012"}, "Action": "sns:*", "Resource": "*"},
    "not action": {"Effect": "Allow", "Principal": "*", "NotAction": "sns:DeleteTopic", "Resource": "*"},
    "a condition that anyone meets": statement(Condition={"StringLike": {"aws:SourceArn": "*"}}),
    "an ARN of nothing": statement(Condition={"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}),
    "one open value of two": statement(Condition={"StringLike": {"aws:SourceAccount": ["123456789012", "*"]}}),
    "if exists": statement(Condition={"StringEqualsIfExists": {"aws:SourceAccount": "123456789012"}}),
    "all values": statement(Condition={"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}),
    "everyone but": statement(Condition={"StringNotEquals": {"aws:SourceAccount": "123456789012"}}),
    "a key that callers choose": statement(Condition={"StringEquals": {"aws:Referer": "https://shop.example"}}),
    "all addresses": statement(Condition={"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}),
    "half of all addresses": statement(Condition={"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}),
    "a switch that is off": statement(Condition={"Bool": {"aws:PrincipalIsAWSService": "false"}}),
    "join": statement(Principal={"AWS": {"Fn::Join": ["", ["arn:aws:iam::", "*", ":root"]]}}),
    "sub": statement(Principal={"AWS": {"Fn::Sub": "*"}}),
    "if around the statement": {"Fn::If": ["C", statement(), {"Ref": "AWS::NoValue"}]},
    "if around the principal": statement(Principal={"Fn::If": ["C", {"AWS": "123456789012"}, {"AWS": "*"}]}),
    "if around the condition": statement(
        Condition={"Fn::If": ["C", {"StringEquals": {"aws:SourceAccount": "1"}}, {"Ref": "AWS::NoValue"}]}
    ),
    "parameter": statement(Principal={"AWS": {"Ref": "everyone"}}),
}
SHUT = {
    "an account": statement(Principal={"AWS": "123456789012"}),
    "a service": statement(Principal={"Service": "events.amazonaws.com"}),
    "source": statement(Condition={"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::own"}}),
    "source in another case": statement(Condition={"stringequals": {"AWS:sourceaccount": "123456789012"}}),
    "organization": statement(Condition={"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}),
    "addresses": statement(Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}),
    "deny": statement(Effect="Deny"),
}


@pytest.mark.parametrize("form", ["mapping", "text", "sub", "to json"])
@pytest.mark.parametrize("name", OPEN)
def test_open(hostile, name, form):
    policy = {"Version": "2012-10-17", "Statement": OPEN[name]}
    if form == "mapping":
        written = json.dumps(policy)
    elif form == "text":
        if '"Fn::' in json.dumps(policy) or '"Ref"' in json.dumps(policy):
            pytest.skip("a text has no functions")
        written = json.dumps(json.dumps(policy))
    elif form == "sub":
        if '"Fn::' in json.dumps(policy) or '"Ref"' in json.dumps(policy):
            pytest.skip("a text has no functions")
        written = "!Sub " + json.dumps(json.dumps({**policy, "Id": "${AWS::Region}"}))
    else:
        written = json.dumps({"Fn::ToJsonString": policy})
    head = "parameters: {everyone: {default: '*'}}\nconditions: {C: !Equals [a, b]}\n"
    raw(hostile, topic(written), head).finding("W800", "service.yml:9:")


@pytest.mark.parametrize("name", SHUT)
def test_shut(hostile, name):
    result = raw(hostile, topic(json.dumps({"Statement": [SHUT[name]]})))
    assert "W800" not in result.all, result.all


def test_several_lines_and_an_anchor(hostile):
    hostile.write("service.yml", """service: shop
resources:
  A:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [arn]
      PolicyDocument: &open
        Statement:
          - Effect: Allow
            Principal:
              AWS:
                - '*'
            Action: sns:Publish
            Resource: '*'
  B:
    Type: AWS::SQS::QueuePolicy
    Properties: {Queues: [arn], PolicyDocument: *open}
""")
    hostile.run("validate").finding("W800", "service.yml:12:19")


def test_text_over_several_lines(hostile):
    text = json.dumps({"Statement": [statement()]}, indent=2).replace("\n", "\n      ")
    raw(hostile, topic("|\n      " + text)).finding("W800", "service.yml:7:23")


def test_allow_needs_the_code_and_a_reason(hostile):
    policy = json.dumps({"Statement": [statement()]})
    for comment, silent in (
        ("# cfgen: allow W800 everyone may publish", True), ("# cfgen: allow W800", False),
        ("# cfgen: allow W802 everyone may publish", False), ("# allow W800 everyone", False),
    ):
        assert ("W800" in raw(hostile, topic(policy + " " + comment)).out) is not silent, comment


def role(trust):
    return "R:\n  Type: AWS::IAM::Role\n  Properties:\n    AssumeRolePolicyDocument: " + json.dumps({"Statement": [trust]})


def federated(condition, host="token.actions.githubusercontent.com"):
    trust = {"Effect": "Allow", "Principal": {"Federated": f"arn:aws:iam::123456789012:oidc-provider/{host}"},
             "Action": "sts:AssumeRoleWithWebIdentity"}
    return {**trust, "Condition": condition} if condition else trust


GITHUB = "token.actions.githubusercontent.com"


@pytest.mark.parametrize("condition", [
    None, {"StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com"}}, {"StringLike": {f"{GITHUB}:sub": "*"}},
    {"StringLike": {f"{GITHUB}:sub": "repo:*"}}, {"StringLike": {f"{GITHUB}:sub": "repo:city*/quests:*"}},
    {"StringLike": {f"{GITHUB}:sub": ["repo:city/quests:*", "repo:*/*:*"]}},
    {"StringLikeIfExists": {f"{GITHUB}:sub": "repo:city/quests:*"}}, {"StringNotLike": {f"{GITHUB}:sub": "repo:evil/*"}},
    {"StringLike": {"gitlab.com:sub": "project_path:city/quests:*"}},
])
def test_federation_for_everyone(hostile, condition):
    raw(hostile, role(federated(condition))).finding("W803", "service.yml:6:")


def test_federation_for_one(hostile):
    for claim in ({f"{GITHUB}:sub": "repo:city/quests:ref:refs/heads/main"}, {f"{GITHUB}:repository_owner": "city"}):
        assert "W803" not in raw(hostile, role(federated({"StringLike": claim}))).all


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": ["123456789012", "*"]}, {"Fn::If": ["C", "*", {"AWS": "1"}]}])
def test_role_for_everyone(hostile, principal):
    trust = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    raw(hostile, role(trust), "conditions: {C: !Equals [a, b]}\n").finding("W802", "service.yml:7:")


@pytest.mark.parametrize("grant", [
    {"Action": "*", "Resource": "*"}, {"Action": ["s3:GetObject", "*:*"], "Resource": ["*"]},
    {"Action": "iam:*", "Resource": "arn:aws:iam::*:*"}, {"NotAction": "iam:*", "Resource": "*"},
    {"Action": "**", "Resource": {"Fn::Sub": "*"}}, {"Action": "*", "NotResource": "arn:aws:s3:::other"},
])
def test_administrators(hostile, grant):
    policy = {"Statement": {"Effect": "Allow", **grant}}
    raw(hostile, "P:\n  Type: AWS::IAM::ManagedPolicy\n  Properties: {PolicyDocument: " + json.dumps(policy) + "}").finding("W640", "service.yml:5:")


@pytest.mark.parametrize("rule", [
    {"IpProtocol": -1, "CidrIp": "0.0.0.0/0"}, {"IpProtocol": "tcp", "CidrIp": "0.0.0.0/0"},
    {"IpProtocol": "6", "FromPort": "22", "ToPort": "22", "CidrIpv6": "0::0/0"},
    {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 30000, "CidrIp": "0.0.0.0/1"},
    {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": {"Fn::If": ["C", "10.0.0.0/8", "0.0.0.0/0"]}},
])
def test_ingress(hostile, rule):
    group = "G:\n  Type: AWS::EC2::SecurityGroup\n  Properties: {GroupDescription: a, SecurityGroupIngress: [" + json.dumps(rule) + "]}"
    raw(hostile, group, "conditions: {C: !Equals [a, b]}\n").finding("W804", "service.yml:6:")


def test_resources_of_odd_shapes(hostile):
    """No crash, whatever stands where a rule looks."""
    odd = ["1", "[]", "{}", "[[[]]]", "{Ref: []}", "{Fn::If: 3}", "{Fn::Sub: [1, 2, 3]}", "{Statement: 1}", "{Statement: [1, [], {}]}",
           "{Statement: {Effect: [], Principal: [[]], Action: {}, Condition: 3}}", "~", "'{'", "'{\"Statement\":[1,[{}],null]}'"]
    types = {"AWS::SNS::TopicPolicy": "PolicyDocument", "AWS::IAM::Role": "AssumeRolePolicyDocument", "AWS::S3::Bucket": "PublicAccessBlockConfiguration",
             "AWS::EC2::SecurityGroup": "SecurityGroupIngress", "AWS::ApiGateway::RestApi": "Body", "AWS::Events::EventBusPolicy": "Statement",
             "AWS::Lambda::Permission": "Principal", "AWS::ApiGatewayV2::Route": "RouteKey", "AWS::ApiGateway::Method": "HttpMethod"}
    for value in odd:
        lines = "".join(f"  R{n}: {{Type: '{kind}', Properties: {{{name}: {value}}}}}\n" for n, (kind, name) in enumerate(types.items()))
        hostile.write("service.yml", "service: shop\nresources:\n" + lines)
        hostile.run("validate")
