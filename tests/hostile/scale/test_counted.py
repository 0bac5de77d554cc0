"""What takes a linear number of instructions: counted by valgrind, so that a busy machine changes nothing."""

import json
import re
import shutil
import subprocess

import pytest

from conftest import PROGRAM

if not shutil.which("valgrind"):
    pytest.skip("no valgrind", allow_module_level=True)

SERVICE = "service: demo\n"


def items(count, make):
    return "".join(make(i) for i in range(count))


def statements(count, **parts):
    return [{"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::123456789012:role/r{i}"}, "Action": f"sns:A{i}", "Resource": "*", **parts} for i in range(count)]


def policy(document):
    return SERVICE + "resources:\n  P:\n    Type: AWS::SNS::TopicPolicy\n    Properties: " + json.dumps({"Topics": ["arn"], "PolicyDocument": document}) + "\n"


def denials(count):
    deny = {"Effect": "Deny", "Condition": {"StringNotEquals": {"aws:SourceAccount": "123456789012"}}, "Principal": "*"}
    return statements(count // 2, Principal="*") + [{**one, **deny, "Action": "sns:Z"} for one in statements(count // 2)]


def actions(count):
    deny = {"Effect": "Deny", "Principal": "*", "Action": [f"sns:Z{i}" for i in range(count)], "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceAccount": "1"}}}
    return [{**deny, "Action": [f"sns:A{i}" for i in range(count)], "Effect": "Allow", "Condition": {}}, deny]


FUNCTION = SERVICE + "functions:\n  f:\n    handler: app.f\n    runtime: python3.13\n"
COUNTED = {
    "policy": (60, lambda n: policy({"Statement": statements(n)})),
    "policy-in-json": (60, lambda n: policy(json.dumps({"Statement": statements(n)}))),
    "policy-for-everyone": (20, lambda n: policy({"Statement": statements(n, Principal="*")})),
    "policy-with-denials": (60, lambda n: policy({"Statement": denials(n)})),
    "actions-and-denials": (150, lambda n: policy({"Statement": actions(n)})),
    "buckets": (150, lambda n: SERVICE + "buckets:\n" + items(n, lambda i: f"  b{i}: {{}}\n")),
    "buckets-with-logs": (30, lambda n: SERVICE + "buckets:\n" + items(n, lambda i: f"  b{i}: {{accessLogs: b{i // 2}}}\n")),
    "unknown-access": (30, lambda n: FUNCTION + "    access:\n" + items(n, lambda i: f"      unknown{i}: read\n") + "buckets: {one: {}}\n"),
    "graphql-apis": (60, lambda n: SERVICE + "resources:\n" + items(n, lambda i: f"  R{i}: {{Type: 'AWS::AppSync::GraphQLApi', Properties: {{Name: a, AuthenticationType: API_KEY}}}}\n")),
}


def instructions(hostile, text):
    hostile.write("service.yml", text)
    hostile.write("app.py", "def f(event, context): pass\n")
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", PROGRAM, "validate"], cwd=hostile.repository, env=hostile.environment,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=120, check=False)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])


@pytest.mark.parametrize("name", COUNTED)
def test_counted(hostile, name):
    """Twice as much again costs no more than twice what was added; with squares it would be four times."""
    count, make = COUNTED[name]
    few, more, many = (instructions(hostile, make(n * count)) for n in (1, 2, 4))
    assert many - more < 2.6 * (more - few), f"{name}: {few:,}, {more:,} and {many:,} instructions"
