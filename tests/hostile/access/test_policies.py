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


def resource(kind, **properties):
    return f"R:\n  Type: {kind}\n  Properties: {json.dumps(properties)}"


def grant(**parts):
    return resource("AWS::IAM::ManagedPolicy", PolicyDocument={"Statement": {"Effect": "Allow", **parts}})


@pytest.mark.parametrize("parts", [
    {"Action": "iam:PassRole", "Resource": "*"}, {"Action": ["s3:GetObject", "IAM:passrole"], "Resource": "arn:aws:iam::123456789012:role/*"},
    {"Action": "iam:Pass*", "Resource": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:*"}},
    {"Action": "iam:*Policy*", "Resource": "*"}, {"Action": "iam:CreateAccessKey", "NotResource": "arn:aws:iam::1:user/admin"},
    {"Action": "sts:Assume*", "Resource": ["arn:aws:iam::*:role/*"]}, {"Action": "lambda:UpdateFunctionCode", "Resource": "*"},
    {"Action": "iam:PassRole", "Resource": "*", "Condition": {"StringLike": {"iam:PassedToService": "*"}}},
    {"Action": "iam:PassRole", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}},
    {"Action": {"Fn::If": ["C", "s3:GetObject", "iam:PutRolePolicy"]}, "Resource": {"Fn::If": ["C", "arn:aws:s3:::a", "*"]}},
])
def test_ways_to_more_permissions(hostile, parts):
    raw(hostile, grant(**parts), "conditions: {C: !Equals [a, b]}\n").finding("W807", "service.yml:6:")


@pytest.mark.parametrize("parts", [
    {"Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/build"}, {"Action": "iam:GetRole", "Resource": "*"},
    {"Action": "iam:PassRole", "Resource": "*", "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}},
    {"Effect": "Deny", "Action": "iam:PassRole", "Resource": "*"}, {"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::123456789012:role/team/*"},
])
def test_permissions_that_are_limited(hostile, parts):
    result = raw(hostile, grant(**parts))
    assert "W807" not in result.all and "W640" not in result.all, result.all


@pytest.mark.parametrize("name, word", [
    ("AdministratorAccess", "every action on every resource"), ("PowerUserAccess", "except in IAM"), ("IAMFullAccess", "itself any permission"),
    ("job-function/NetworkAdministrator", "administration"), ("AmazonS3FullAccess", "full access"), ("service-role/ReadOnlyAccess", None), ("ReadOnlyAccess", None),
])
def test_managed_policies(hostile, name, word):
    result = raw(hostile, resource("AWS::IAM::Group", ManagedPolicyArns=[f"arn:aws:iam::aws:policy/{name}"]))
    assert "W640" not in result.all if word is None else word in result.finding("W640", "service.yml:5:"), result.all


def test_managed_policies_of_the_user(hostile):
    assert "W640" not in raw(hostile, resource("AWS::IAM::Group", ManagedPolicyArns=["arn:aws:iam::123456789012:policy/TeamFullAccess"])).all


@pytest.mark.parametrize("principal", ["s3.amazonaws.com", "sns.amazonaws.com", "events.amazonaws.com"])
def test_permission_for_a_service(hostile, principal):
    given = dict(FunctionName="f", Action="lambda:InvokeFunction", Principal=principal)
    for more in ({}, {"SourceArn": "arn:aws:s3:::*"}, {"SourceAccount": "*"}):
        raw(hostile, resource("AWS::Lambda::Permission", **given, **more)).finding("W808", "service.yml:5:")
    for more in ({"SourceArn": "arn:aws:s3:::own"}, {"SourceAccount": "123456789012"}, {"SourceAccount": {"Ref": "AWS::AccountId"}}):
        assert "W808" not in raw(hostile, resource("AWS::Lambda::Permission", **given, **more)).all


@pytest.mark.parametrize("principal", [{"Service": "s3.amazonaws.com"}, {"Service": ["lambda.amazonaws.com", "events.amazonaws.com"]}, {"AWS": "123456789012", "Service": "ses.amazonaws.com"}])
def test_policy_for_a_service(hostile, principal):
    raw(hostile, topic(json.dumps({"Statement": [statement(Principal=principal)]}))).finding("W808", "service.yml:7:")
    result = raw(hostile, topic(json.dumps({"Statement": [statement(Principal=principal, Condition={"ArnLike": {"aws:SourceArn": "arn:aws:s3:::own"}})]})))
    assert "W808" not in result.all, result.all


def trust(principal, **parts):
    return role({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **parts})


@pytest.mark.parametrize("principal", [
    {"AWS": "123456789012"}, {"AWS": ["arn:aws:iam::123456789012:role/deploy", "arn:aws:iam::210987654321:root"]}, {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::123456789012:root"}},
])
def test_role_of_another_account(hostile, principal):
    raw(hostile, trust(principal)).finding("W809", "service.yml:6:")
    assert "W809" not in raw(hostile, trust(principal, Condition={"StringEquals": {"sts:ExternalId": "7f2a"}})).all


@pytest.mark.parametrize("principal", [{"AWS": "arn:aws:iam::123456789012:role/deploy"}, {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}, {"AWS": {"Ref": "AWS::AccountId"}}])
def test_role_of_some(hostile, principal):
    assert "W809" not in raw(hostile, trust(principal)).all


@pytest.mark.parametrize("kind, properties", [
    ("AWS::RDS::DBInstance", {"PubliclyAccessible": True}), ("AWS::RDS::DBCluster", {"PubliclyAccessible": "true"}), ("AWS::Redshift::Cluster", {"PubliclyAccessible": {"Fn::If": ["C", False, True]}}),
    ("AWS::RedshiftServerless::Workgroup", {"PubliclyAccessible": "True"}), ("AWS::Neptune::DBInstance", {"PubliclyAccessible": True}), ("AWS::DMS::ReplicationInstance", {"PubliclyAccessible": True}),
    ("AWS::AmazonMQ::Broker", {"PubliclyAccessible": True}), ("AWS::MSK::Cluster", {"BrokerNodeGroupInfo": {"ConnectivityInfo": {"PublicAccess": {"Type": "SERVICE_PROVIDED_EIPS"}}}}),
    ("AWS::OpenSearchServerless::SecurityPolicy", {"Policy": '[{"Rules": [], "AllowFromPublic": false}, {"Rules": [], "AllowFromPublic": true}]'}),
])
def test_data_on_the_internet(hostile, kind, properties):
    head = "conditions: {C: !Equals [a, b]}\n"
    raw(hostile, resource(kind, **properties), head).finding("W810", "service.yml:6:")
    shut = json.loads(json.dumps(properties).replace("true", "false").replace("True", "false").replace("SERVICE_PROVIDED_EIPS", "DISABLED"))
    assert "W810" not in raw(hostile, resource(kind, **shut), head).all


def test_domain_with_an_open_policy(hostile):
    raw(hostile, resource("AWS::OpenSearchService::Domain", AccessPolicies={"Statement": [statement(Action="es:*")]})).finding("W800", "service.yml:5:")


@pytest.mark.parametrize("entry, open_", [
    ({"CidrBlock": "0.0.0.0/0", "Protocol": -1}, True), ({"Ipv6CidrBlock": "::/0", "Protocol": 6, "PortRange": {"From": 22, "To": 22}}, True),
    ({"CidrBlock": "0.0.0.0/0", "Protocol": 6, "PortRange": {"From": 0, "To": 65535}}, True), ({"CidrBlock": "0.0.0.0/0", "Protocol": 6, "PortRange": {"From": 3300, "To": 3400}}, True),
    ({"CidrBlock": "0.0.0.0/0", "Protocol": 6, "PortRange": {"From": 1024, "To": 65535}}, False), ({"CidrBlock": "0.0.0.0/0", "Protocol": 6, "PortRange": {"From": 443, "To": 443}}, False),
    ({"CidrBlock": "0.0.0.0/0", "Protocol": -1, "Egress": True}, False), ({"CidrBlock": "10.0.0.0/8", "Protocol": -1}, False), ({"CidrBlock": "0.0.0.0/0", "Protocol": -1, "RuleAction": "deny"}, False),
])
def test_network_acl(hostile, entry, open_):
    result = raw(hostile, resource("AWS::EC2::NetworkAclEntry", **{"NetworkAclId": "a", "RuleNumber": 1, "RuleAction": "allow", **entry}))
    assert ("W804" in result.all) is open_, result.all


def test_anonymous_identities(hostile):
    raw(hostile, resource("AWS::Cognito::IdentityPool", AllowUnauthenticatedIdentities=True)).finding("W811", "service.yml:5:")
    assert "W811" not in raw(hostile, resource("AWS::Cognito::IdentityPool", AllowUnauthenticatedIdentities=False)).all


FORWARD = {"Type": "forward", "TargetGroupArn": "arn"}


@pytest.mark.parametrize("actions, conditions, open_", [
    ([FORWARD], [{"Field": "path-pattern", "Values": ["/a"]}], True), ([FORWARD], [{"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET", "POST"]}}], True),
    ([FORWARD], [{"Field": "source-ip", "SourceIpConfig": {"Values": ["0.0.0.0/0"]}}], True), ([{"Type": "redirect"}], [], False),
    ([FORWARD], [{"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET"]}}], False), ([FORWARD], [{"Field": "source-ip", "SourceIpConfig": {"Values": ["192.0.2.0/24"]}}], False),
    ([{"Type": "authenticate-oidc", "Order": 1}, FORWARD], [], False),
])
def test_load_balancer(hostile, actions, conditions, open_):
    result = raw(hostile, resource("AWS::ElasticLoadBalancingV2::ListenerRule", ListenerArn="arn", Priority=1, Actions=actions, Conditions=conditions))
    assert ("W806" in result.all) is open_, result.all
    if open_:
        result.finding("W806", "service.yml:5:")


@pytest.mark.parametrize("scheme, protocol, open_", [("internet-facing", "HTTPS", True), ("internal", "HTTPS", False), ("internet-facing", "TCP", False)])
def test_listener(hostile, scheme, protocol, open_):
    balancer = "B:\n  Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n  Properties: {Scheme: " + scheme + "}\n"
    result = raw(hostile, balancer + resource("AWS::ElasticLoadBalancingV2::Listener", LoadBalancerArn={"Ref": "B"}, Protocol=protocol, DefaultActions=[FORWARD]))
    assert ("W806" in result.all) is open_, result.all


@pytest.mark.parametrize("schema, open_", [(None, True), ("type Query {a: Int} type Mutation {b: Int}", True), ("type Query {a: Int}", False)])
def test_graphql(hostile, schema, open_):
    more = "" if schema is None else f"\nS:\n  Type: AWS::AppSync::GraphQLSchema\n  Properties: {{ApiId: !Ref R, Definition: '{schema}'}}"
    for api in ("!Ref R", "!GetAtt R.ApiId", "!GetAtt [R, ApiId]"):
        result = raw(hostile, resource("AWS::AppSync::GraphQLApi", Name="a", AuthenticationType="API_KEY") + more.replace("!Ref R", api))
        assert ("W806" in result.all) is open_, result.all
    assert "W806" not in raw(hostile, resource("AWS::AppSync::GraphQLApi", Name="a", AuthenticationType="AWS_IAM") + more).all


def test_quick_routes_and_events(hostile):
    raw(hostile, resource("AWS::ApiGatewayV2::Api", Name="a", ProtocolType="HTTP", Target="arn")).finding("W806", "service.yml:5:")
    assert "W806" not in raw(hostile, resource("AWS::ApiGatewayV2::Api", Name="a", ProtocolType="HTTP", Target="arn", RouteKey="GET /a")).all
    raw(hostile, resource("AWS::AppSync::Api", Name="a", EventConfig={"DefaultPublishAuthModes": [{"AuthType": "API_KEY"}]})).finding("W806", "service.yml:5:")


@pytest.mark.parametrize("kind, path", [
    ("AWS::Lambda::ResourcePolicy", "PolicyDocument"), ("AWS::S3Tables::TablePolicy", "ResourcePolicy"), ("AWS::Logs::Destination", "DestinationPolicy"), ("AWS::EventSchemas::RegistryPolicy", "Policy"),
    ("AWS::DynamoDB::Table", "StreamSpecification.ResourcePolicy.PolicyDocument"), ("AWS::ECR::RepositoryCreationTemplate", "RepositoryPolicy"), ("AWS::Redshift::Cluster", "NamespaceResourcePolicy"),
])
def test_policies_of_other_types(hostile, kind, path):
    value = {"Statement": [statement()]}
    for key in reversed(path.split(".")):
        value = {key: value}
    raw(hostile, resource(kind, **value)).finding("W800", "service.yml:5:")
