"""CivicForge in its stage dev, where every function has exactly the rights of its role and nothing more."""

import json
import shutil
import time

import boto3
import pytest
from boto3.dynamodb.conditions import Key
from conftest import ROOT, Client, Service, administrator, send

PNG = b"\x89PNG\r\n\x1a\n a photo"


@pytest.fixture(scope="module")
def civicforge(tmp_path_factory):
    service = Service(tmp_path_factory.mktemp("civicforge"))
    shutil.copytree(ROOT / "examples/civicforge", service.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    service.stack = "civicforge-dev"
    service.run("deploy", **administrator(service.name))
    yield service
    boto3.client("cloudformation").delete_stack(StackName=service.stack)


def until(true):
    """The first true value of the function. The limit is for a deployment that does not work, not for a slow machine."""
    for _ in range(1000):
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came of it")


def keys_of(bucket):
    return {item["Key"] for item in boto3.client("s3").list_objects_v2(Bucket=bucket).get("Contents", [])}


def by(user):
    return {"X-User": user}


def create(civicforge, title):
    status, quest = civicforge.call("/quests", "POST", json.dumps({"title": title}), by("ada"))
    assert status == 201
    path = f"/quests/{quest['id']}"
    assert until(lambda: (answer := civicforge.call(path)[1])["status"] != "NEW" and answer)["status"] == "OPEN"
    return quest


def test_a_quest_is_found_and_claimed(civicforge):
    quest = create(civicforge, "Plant a tree")
    assert quest["id"] in [each["id"] for each in civicforge.call("/quests")[1]["quests"]]
    assert civicforge.call("/quests?creator=ada")[1]["quests"][0]["id"] == quest["id"]
    assert civicforge.call(f"/quests/{quest['id']}/claim", "POST", headers=by("grace"))[1]["claimedBy"] == "grace"


def test_photos_stay_and_other_files_go(civicforge):
    path = f"/quests/{create(civicforge, 'Paint the fence')['id']}"
    civicforge.call(f"{path}/claim", "POST", headers=by("grace"))
    bucket = civicforge.resource("EvidenceBucket")

    def upload(content):
        status, answer = civicforge.call(f"{path}/evidence", "POST", json.dumps({"contentType": "image/png"}), by("grace"))
        assert status == 201
        assert send(answer["upload"]["url"], "PUT", content, {"Content-Type": "image/png"})[0] == 200
        return answer["upload"]["url"]

    url = upload(PNG)
    assert send(url, "PUT", b"a page", {"Content-Type": "text/html"})[0] == 403
    before = keys_of(bucket)
    upload(b"no photo at all")
    until(lambda: keys_of(bucket) == before)
    assert len(before) == 1


def test_news_go_by_stream_and_topic_to_partners_with_a_key(civicforge):
    quest = create(civicforge, "Light the bridge")
    [name] = boto3.client("apigateway").get_api_keys(nameQuery="civicforge-dev", includeValues=True)["items"]
    assert civicforge.call("/feed")[0] == 403
    feed = until(lambda: (found := civicforge.call("/feed", headers={"x-api-key": name["value"]})[1])["quests"] and found)
    assert feed["quests"][0] == {"id": quest["id"], "title": "Light the bridge", "time": quest["createdAt"]}


def test_who_listens_hears_of_a_quest_that_opens(civicforge):
    client = Client(f"/_aws/execute-api/{civicforge.resource('WebsocketApi')}/dev")
    assert client.accepted
    table = boto3.resource("dynamodb").Table(civicforge.resource("QuestsTable"))
    listening = lambda: table.query(KeyConditionExpression=Key("PK").eq("LIVE"))["Items"]  # noqa: E731
    assert until(listening)
    quest = create(civicforge, "Sweep the square")
    assert json.loads(client.hear()) == {"id": quest["id"], "title": "Sweep the square", "time": quest["createdAt"]}
    client.socket.close()
    assert until(lambda: not listening())


def test_votes_are_counted_by_the_workflow_and_published(civicforge):
    first, second = (create(civicforge, title)["id"] for title in ("Mend the bridge", "Plant a hedge"))
    for user, ward, quest in (("ada", "north", first), ("grace", "north", second), ("alan", "north", second), ("alan", "south", first)):
        assert civicforge.call(f"/wards/{ward}/vote", "PUT", json.dumps({"questId": quest}), by(user))[0] == 200
    machines = boto3.client("stepfunctions")
    started = machines.start_execution(stateMachineArn=civicforge.resource("SettleWorkflow"),
                                       input=json.dumps({"wards": ["north", "south"]}))["executionArn"]
    ended = until(lambda: (state := machines.describe_execution(executionArn=started))["status"] != "RUNNING" and state)
    assert ended["status"] == "SUCCEEDED", (ended.get("error"), ended.get("cause"))
    result = boto3.resource("s3").Object(civicforge.resource("ArchiveBucket"), json.loads(ended["output"])["key"])
    assert json.load(result.get()["Body"])["wards"] == [
        {"name": "North Harbour", "ward": "north", "votes": 3, "winner": second},
        {"name": "South Meadows", "ward": "south", "votes": 1, "winner": first}]


def test_the_key_of_the_identity_service_is_rotated(civicforge):
    secrets, secret = boto3.client("secretsmanager"), civicforge.resource("IdentitySecret")
    before = secrets.get_secret_value(SecretId=secret)["SecretString"]
    token = "0123456789abcdef0123456789abcdef"
    for step in ("createSecret", "setSecret", "testSecret", "finishSecret"):
        answer = boto3.client("lambda").invoke(
            FunctionName=civicforge.resource("RotateIdentityFunction"),
            Payload=json.dumps({"Step": step, "SecretId": secret, "ClientRequestToken": token}))
        assert "FunctionError" not in answer, answer["Payload"].read()
    after = secrets.get_secret_value(SecretId=secret)
    assert after["SecretString"] != before and after["VersionId"] == token
