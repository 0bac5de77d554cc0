"""A websocket API: connections, messages, and messages to a connection from outside."""

import json
import os
import socket
import urllib.parse

import boto3
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Message, RejectConnection, Request

ECHO = """
import json
import os


def connect(event, context):
    return {"statusCode": 200}


def say(event, context):
    told = {"connection": event["requestContext"]["connectionId"], "url": os.environ["WEBSOCKET_URL"]}
    return {"statusCode": 200, "body": json.dumps(told)}
"""


class Client:
    def __init__(self, path):
        server = urllib.parse.urlparse(os.environ["AWS_ENDPOINT_URL"])
        self.socket = socket.create_connection((server.hostname, server.port), timeout=30)
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
    assert told["url"] == service.outputs()["WebsocketUrl"].replace("wss://", "https://")
    answering = boto3.client("apigatewaymanagementapi", endpoint_url=os.environ["AWS_ENDPOINT_URL"] + path)
    answering.post_to_connection(ConnectionId=told["connection"], Data=b"from outside")
    assert client.hear() == "from outside"
    client.socket.close()
