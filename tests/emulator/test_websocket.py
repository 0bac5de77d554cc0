"""A websocket API: connections, messages, and messages to a connection from outside."""

import json
import os

import boto3
from conftest import Client

ECHO = """
import json
import os


def connect(event, context):
    return {"statusCode": 200}


def say(event, context):
    told = {"connection": event["requestContext"]["connectionId"], "url": os.environ["WEBSOCKET_URL"]}
    return {"statusCode": 200, "body": json.dumps(told)}
"""


def test_messages_go_to_their_functions_and_back(service):
    (service.folder / "chat.py").write_text(ECHO)
    service.describe("""
        functions:
          enter: {handler: chat.connect, events: [websocket: $connect]}
          say: {handler: chat.say, events: [websocket: {route: say, reply: true}]}
        """)
    service.run("deploy")
    path = f"/_aws/execute-api/{service.resource('WebsocketApi')}/dev"
    client = Client(path)
    assert client.accepted
    client.say(json.dumps({"action": "say"}))
    told = json.loads(client.hear())
    assert told["url"] == os.environ["AWS_ENDPOINT_URL"] + path
    answering = boto3.client("apigatewaymanagementapi", endpoint_url=os.environ["AWS_ENDPOINT_URL"] + path)
    answering.post_to_connection(ConnectionId=told["connection"], Data=b"from outside")
    assert client.hear() == "from outside"
    client.socket.close()
