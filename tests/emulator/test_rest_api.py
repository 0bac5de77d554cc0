"""A REST API's auth, keys and cross-origin requests, called over HTTP.

Of the Body the emulator reads routes, integrations and auth: models are tried by what they are, preflights only for being open."""

import json
import os

import boto3
import jsonschema
import pytest
from conftest import Service, send

CHECK = """
def check(event, context):
    headers = {name.lower(): value for name, value in event["headers"].items()}
    effect = "Allow" if headers.get("x-token") == "friend" else "Deny"
    every = event["methodArn"].split("/")[0] + "/*"  # the answer is kept, and counts for other routes too
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": every}
    return {"principalId": "caller", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
"""

QUEST = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["title", "steps"],
         "properties": {"title": {"type": "string", "minLength": 3}, "reward": {"type": "integer", "exclusiveMinimum": 0},
                        "steps": {"type": "array", "items": {"$ref": "#/$defs/step"}}},
         "$defs": {"step": {"type": "object", "required": ["text"]}}, "additionalProperties": False}

API = """
    functions:
      check: check.check
      hello:
        handler: app.handler
        events:
          - http: {route: GET /open, auth: public}
          - http: GET /friends
          - http: {route: GET /feed, auth: partner}
          - http: {route: GET /both, key: partner}
          - http: {route: POST /quests, auth: public, request: schemas/quest.json}
          - http: {route: GET /wards, auth: public, request: {query: [ward]}}
    api:
      default: friends
      auth:
        friends: {function: check, identity: X-Token, cache: 1m}
        partner: {key: {rate: 1000, quota: 1000/day}}
      cors: ['https://civicforge.example']
      responses: {DEFAULT_4XX: {headers: {X-From: gateway}}}
    """


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    service = Service(tmp_path_factory.mktemp("rest"))
    (service.folder / "check.py").write_text(CHECK)
    (service.folder / "schemas").mkdir()
    (service.folder / "schemas/quest.json").write_text(json.dumps(QUEST))
    service.describe(API)
    service.run("deploy")
    service.url = f"{os.environ['AWS_ENDPOINT_URL']}/_aws/execute-api/{service.resource('Api')}/dev"
    yield service
    boto3.client("cloudformation").delete_stack(StackName=service.stack)


def test_a_function_judges_who_calls(api):
    assert send(api.url + "/open")[0] == 200
    assert send(api.url + "/friends", headers={"X-Token": "friend"})[0] == 200
    assert send(api.url + "/friends", headers={"X-Token": "stranger"})[0] == 403
    assert send(api.url + "/friends")[0] == 401


def test_a_key_opens_the_routes_that_ask_for_one(api):
    value = boto3.client("apigateway").get_api_key(apiKey=api.outputs()["ApiPartnerKeyId"], includeValue=True)["value"]
    assert send(api.url + "/feed", headers={"x-api-key": value})[0] == 200
    assert send(api.url + "/feed", headers={"x-api-key": "x" * 20})[0] == 403
    assert send(api.url + "/feed")[0] == 403
    assert send(api.url + "/both", headers={"x-api-key": value, "X-Token": "friend"})[0] == 200
    assert send(api.url + "/both", headers={"X-Token": "friend"})[0] == 403
    assert send(api.url + "/both", headers={"x-api-key": value})[0] == 401


@pytest.mark.parametrize("follows, quest", [
    (True, {"title": "Paint", "reward": 5, "steps": [{"text": "Buy paint"}]}),
    (False, {"title": "Paint", "steps": [{"when": "now"}]}),
    (False, {"title": "Paint", "reward": 0, "steps": []}),
    (False, {"title": "P", "steps": []}),
    (False, {"title": "Paint", "steps": [], "more": 1}),
    (False, {"steps": []}),
])
def test_a_model_of_draft_4_judges_as_the_schema_does(api, follows, quest):
    body = api.template()["Resources"]["Api"]["Properties"]["Body"]
    jsonschema.Draft4Validator.check_schema(body["components"]["schemas"]["Quest"])
    model = jsonschema.Draft4Validator({"$ref": "#/components/schemas/Quest", "components": body["components"]})
    assert model.is_valid(quest) == jsonschema.Draft202012Validator(QUEST).is_valid(quest) == follows


def test_a_preflight_needs_no_proof(api):
    assert send(api.url + "/friends", "OPTIONS", headers={"Origin": "https://civicforge.example"})[0] in (200, 204)


def test_the_openapi_document_has_what_answers_and_no_more(api):
    document = json.loads(api.run("openapi", "--format", "json")[0])
    routes = {(method, path) for path, item in document["paths"].items() for method in item}
    assert routes == {("get", "/open"), ("get", "/friends"), ("get", "/feed"), ("get", "/both"), ("post", "/quests"), ("get", "/wards")}
    for method, path in routes:
        answered = str(send(api.url + path, method.upper())[0])
        assert answered in document["paths"][path][method]["responses"], path
