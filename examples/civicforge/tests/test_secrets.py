import uuid

import boto3
import pytest

from handlers import secrets


@pytest.fixture
def secret():
    client = boto3.client("secretsmanager")
    name = client.create_secret(Name=f"identity-{uuid.uuid4().hex[:8]}", SecretString="old")["Name"]
    yield name
    client.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


def test_four_steps_put_a_new_key_into_use(secret, context):
    client, token = boto3.client("secretsmanager"), str(uuid.uuid4())
    for step in ("createSecret", "createSecret", "setSecret", "testSecret"):
        secrets.rotate({"Step": step, "SecretId": secret, "ClientRequestToken": token}, context)
        assert client.get_secret_value(SecretId=secret)["SecretString"] == "old"
    for _ in range(2):
        secrets.rotate({"Step": "finishSecret", "SecretId": secret, "ClientRequestToken": token}, context)
        current = client.get_secret_value(SecretId=secret)
        assert current["VersionId"] == token and len(current["SecretString"]) == 40
    assert client.get_secret_value(SecretId=secret, VersionStage="AWSPREVIOUS")["SecretString"] == "old"
