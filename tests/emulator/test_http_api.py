"""An HTTP API beside nothing else, called over HTTP."""

import json
import os

import pytest
from conftest import send

API = """
    api: http
    functions:
      hello:
        handler: app.handler
        events: [http: GET /hello, http: '*']
      store:
        handler: app.store
        access: {notes: write}
        events: [httpApi: 'POST /notes/{id}']
    tables:
      notes: {key: id}
    """


@pytest.fixture
def api(service):
    service.describe(API)
    service.run("deploy")
    service.http = f"{os.environ['AWS_ENDPOINT_URL']}/_aws/execute-api/{service.resource('HttpApi')}/$default"
    return service


def test_routes_of_both_events_answer(api):
    assert send(api.http + "/hello") == (200, json.dumps({"said": "hello"}))
    assert send(api.http + "/notes/1", "POST") == (201, "{}")


def test_what_no_route_answers_goes_to_the_catch_all(api):
    assert send(api.http + "/elsewhere", "DELETE") == (200, json.dumps({"said": "hello"}))


def test_a_route_moves_to_another_function_at_once(api):
    api.describe(API.replace("events: [http: GET /hello, http: '*']", "events: [httpApi: GET /notes]")
                 .replace("'POST /notes/{id}'", "'ANY /{id}'"))
    api.run("deploy")
    assert send(api.http + "/hello") == (201, "{}")
    assert send(api.http + "/elsewhere/again")[0] == 404


def test_a_function_judges_who_calls(service):
    (service.folder / "check.py").write_text(
        "def check(event, context):\n    return {'isAuthorized': event['headers'].get('authorization') == 'friend'}\n")
    service.describe("""
        api: {type: http, auth: {friends: {function: check}}, cors: ['https://civicforge.example']}
        functions:
          check: check.check
          hello:
            handler: app.handler
            events: [http: {route: GET /hello, auth: friends}, http: {route: GET /open, auth: public}]
        """)
    service.run("deploy")
    url = f"{os.environ['AWS_ENDPOINT_URL']}/_aws/execute-api/{service.resource('HttpApi')}/$default"
    assert send(url + "/open")[0] == 200
    assert send(url + "/hello", headers={"Authorization": "friend"})[0] == 200
    assert send(url + "/hello", headers={"Authorization": "stranger"})[0] == 403
    assert send(url + "/hello")[0] == 401
