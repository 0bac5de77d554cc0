"""Credentials in a description: each is found at its line, and its value is in no output."""

import pytest

# Put together here, so that no scanner takes this file for a leak.
VALUES = {
    "access key": "AK" + "IAIOSFODNN7HOSTILE1",
    "secret key": "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEZ",
    "github": "gh" + "p_HOSTILEMARKabcdefghijklmnopqrstuvwxyz01",
    "slack": "xox" + "b-HOSTILEMARK-123456789012",
    "stripe": "sk_" + "live_HOSTILEMARKabcdefgh",
    "gitlab": "gl" + "pat-HOSTILEMARKabcdefgh",
    "url": "postgres://u:HOSTILEMARK@h.example/db",
    "bearer": "Bearer HOSTILEMARKabcdefghij",
}
PLACES = {
    "environment": "functions:\n  a: {handler: app.all, runtime: python3.13, environment: {K: @}}\n",
    "defaults": "functions:\n  a: {handler: app.all, runtime: python3.13}\ndefaults: {environment: {K: @}}\n",
    "another stage": "functions: {a: {handler: app.all, runtime: python3.13}}\nstages:\n  prod: {defaults: {environment: {K: @}}}\n",
    "description": "description: @\nqueues: {a: {}}\n",
    "tag": "tags: {k: @}\nqueues: {a: {}}\n",
    "unused variable": "variables: {k: @}\nqueues: {a: {}}\n",
    "parameter": "parameters: {k: {default: @}}\nqueues: {a: {}}\n",
    "resource": "resources:\n  R: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: @}}\n",
    "list": "resources:\n  R: {Type: AWS::SSM::Parameter, Properties: {Type: StringList, Value: !Join [',', [a, @]]}}\n",
    "if": "resources:\n  R: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !If [C, @, b]}}\nconditions: {C: !Equals [a, b]}\n",
    "override": "queues: {a: {}}\noverrides: {AQueue: {Metadata: {k: @}}}\n",
    "output": "queues: {a: {}}\noutputs: {K: @}\n",
}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("place", PLACES)
def test_value(hostile, place, value):
    hostile.write("app.py", "def all(event, context): ...\n")
    text = "service: shop\n" + PLACES[place].replace("@", f'"{VALUES[value]}"')
    hostile.write("service.yml", text)
    line = next(n for n, each in enumerate(text.splitlines(), 1) if VALUES[value] in each)
    for findings in ("text", "json", "sarif", "github"):
        result = hostile.run("validate", "--findings", findings)
        assert VALUES[value] not in result.all
        if findings == "text":
            result.finding("W820", f"service.yml:{line}:")


@pytest.mark.parametrize("form", ["{0}: HOSTILEMARK7", "{0}: !Sub HOSTILEMARK7", "{0}: 'HOSTILEMARK7'", "J: '{{\"{0}\": \"HOSTILEMARK7\"}}'"])
@pytest.mark.parametrize("name", ["PASSWORD", "db_password", "dbPass", "API_KEY", "clientSecret", "X-Auth-Token", "PRIVATE_KEY2"])
def test_name(hostile, name, form):
    hostile.write("app.py", "def all(event, context): ...\n")
    hostile.write("service.yml", "service: shop\nvariables:\n  " + form.format(name) + "\nqueues: {a: {}}\n")
    hostile.run("validate").finding("W821", "service.yml:3:")


def test_included_files(hostile):
    hostile.write("service.yml", "service: shop\nruntime: python3.13\nfunctions: {a: {handler: app.all, environment: '${file:env.yml}'}}\n")
    hostile.write("app.py", "def all(event, context): ...\n")
    hostile.write("env.yml", "A: b\nPASSWORD: HOSTILEMARK7\nK: " + VALUES["github"] + "\n")
    result = hostile.run("validate")
    result.finding("W821", "env.yml:2:")
    result.finding("W820", "env.yml:3:")


def test_other_findings_on_the_line(hostile):
    """A line is shown by whatever finding is on it."""
    hostile.write("service.yml", "service: shop\nqueues: {a: {}}\nparameters: {a: {secret: true, default: HOSTILEMARK7, patern: x}}\n")
    hostile.run("validate").finding("E101", "service.yml:3:")


def test_many_on_one_line(hostile):
    values = ", ".join(f"K{n}: {VALUES['stripe']}{n}" for n in range(400))
    hostile.write("service.yml", "service: shop\nqueues: {a: {}}\nvariables: {" + values + "}\n")
    hostile.run("validate", seconds=20).finding("W820", "service.yml:3:")


@pytest.mark.parametrize("text", ["://a:", "eyJ-", "password=/", "-----BEGIN ", "a=", "xoxb-", "://u:p@"])
def test_long_texts_take_linear_time(hostile, text):
    hostile.write("service.yml", "service: shop\nqueues: {a: {}}\nvariables: {k: '" + text * (300000 // len(text)) + "'}\nbad: 1\n")
    hostile.run("validate", seconds=10)
