"""What the tests against the local AWS share. CFGEN is the program under test, AWS_ENDPOINT_URL leads to the emulator."""

import json
import os
import pathlib
import socket
import ssl
import subprocess
import sys
import textwrap
import urllib.error
import urllib.parse
import urllib.request
import uuid

import boto3
import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Message, RejectConnection, Request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from demo_tour import local_url  # noqa: E402

# A function with nothing to download: tests deploy in a second.
HANDLER = """
import json
import os

import boto3


def handler(event, context):
    return {"statusCode": 200, "body": json.dumps({"said": os.environ.get("SAYS", "hello")})}


def store(event, context):
    boto3.resource("dynamodb").Table(os.environ["NOTES_TABLE"]).put_item(Item={"id": event["pathParameters"]["id"]})
    return {"statusCode": 201, "body": "{}"}
"""


def send(url, method="GET", body=None, headers=()):
    """Status and text of an answer; over TLS only from the emulator that env told to trust."""
    trusted = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE"))
    body = body.encode() if isinstance(body, str) else body
    request = urllib.request.Request(url, body, dict(headers), method=method)
    try:
        with urllib.request.urlopen(request, timeout=120, context=trusted) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


HELLO = """
    api: {default: public}
    defaults: {environment: {SAYS: %s}}
    functions:
      hello:
        handler: app.handler
        events: [http: GET /hello]
      store:
        handler: app.store
        access: {notes: write}
        events: [http: 'POST /notes/{id}']
    tables:
      notes: {key: id}
    """


class Client:
    """A websocket at a path of the emulator."""

    def __init__(self, path):
        server = urllib.parse.urlparse(os.environ["AWS_ENDPOINT_URL"])
        self.socket = socket.create_connection((server.hostname, server.port), timeout=120)
        if server.scheme == "https":
            trusted = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE"))
            self.socket = trusted.wrap_socket(self.socket, server_hostname=server.hostname)
        self.protocol = WSConnection(ConnectionType.CLIENT)
        self.socket.sendall(self.protocol.send(Request(host=server.netloc, target=path)))
        self.accepted = isinstance(self.next(), AcceptConnection)

    def next(self):
        while True:
            for event in self.protocol.events():
                if isinstance(event, (AcceptConnection, RejectConnection, Message)):
                    return event
            self.protocol.receive_data(self.socket.recv(65536) or None)

    def say(self, text):
        self.socket.sendall(self.protocol.send(Message(data=text)))

    def hear(self):
        return self.next().data


class Service:
    """A service in a folder of its own, and cfgen as a person runs it there."""

    def __init__(self, folder):
        self.folder = folder
        self.name = f"test-{uuid.uuid4().hex[:8]}"
        self.stack = f"{self.name}-dev"
        (folder / "app.py").write_text(HANDLER)

    def describe(self, text):
        (self.folder / "service.yml").write_text(f"service: {self.name}\n" + textwrap.dedent(text))

    def run(self, *arguments, status=0, **environment):
        """stdout and stderr of a command that ends with the status."""
        done = subprocess.run([os.environ["CFGEN"], *arguments], cwd=self.folder, capture_output=True, text=True, timeout=120,
                              stdin=subprocess.DEVNULL, env={**os.environ, **environment})
        assert done.returncode == status, f"cfgen {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout, done.stderr

    def outputs(self):
        """Of the stack as AWS has it, not as cfgen says."""
        [stack] = boto3.client("cloudformation").describe_stacks(StackName=self.stack)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def call(self, path, method="GET", body=None, headers=()):
        """Status and JSON of what the deployed API answers."""
        status, text = send(local_url(self.outputs()["ApiUrl"]) + path, method, body, headers)
        return status, json.loads(text)

    def status(self):
        """The stack's, or None when there is no stack."""
        stacks = boto3.client("cloudformation").get_paginator("describe_stacks").paginate().search("Stacks[]")
        return next((stack["StackStatus"] for stack in stacks if stack["StackName"] == self.stack), None)

    def resource(self, logical_id):
        """Its physical id."""
        [found] = boto3.client("cloudformation").describe_stack_resources(
            StackName=self.stack, LogicalResourceId=logical_id)["StackResources"]
        return found["PhysicalResourceId"]

    def template(self, *arguments):
        return json.loads(self.run("generate", "--format", "json", *arguments)[0])


@pytest.fixture
def service(tmp_path):
    service = Service(tmp_path)
    yield service
    boto3.client("cloudformation").delete_stack(StackName=service.stack)


@pytest.fixture
def deployed(service):
    service.describe(HELLO % "hello")
    service.run("deploy")
    return service


def administrator(name):
    """The environment of a new user who may do everything."""
    iam = boto3.client("iam")
    iam.create_user(UserName=name)
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    iam.put_user_policy(UserName=name, PolicyName="all",
                        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    made = iam.create_access_key(UserName=name)["AccessKey"]
    return {"AWS_ACCESS_KEY_ID": made["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": made["SecretAccessKey"]}


@pytest.fixture
def key(service):
    return administrator(service.name)
