"""A marked secret in each place that can hold one, and every command and format searched for it."""

import json
import os
import subprocess
import zipfile

import pytest

from conftest import CREDENTIALS, MARK

# What a description may read: secret by its name, by its value, or only from outside.
SECRETS = {
    "DB_PASSWORD": MARK + "-password",
    "CACHE": "redis://u:" + MARK + "@cache",
    "STRIPE_KEY": MARK + "-key",
    "LABEL": MARK + "-label",
}
HANDLER = "def main(event, context): pass\n"

COMMANDS = [
    *(["validate", "--findings", form] for form in ("text", "json", "sarif", "github")),
    *(["diff", "--against", "HEAD~1", "--all", "--format", form] for form in ("terminal", "markdown", "html", "json")),
    ["diff", "--against", "HEAD~1", "--short"],
    ["diff", "--staged"],
    ["cost"],
    ["cost", "--format", "json"],
    ["hook", "run", "--all"],
    ["explain", "W150"],
]


def files_with_mark(hostile, but):
    """Files below the test's folder that hold the mark, those of an archive too."""
    found = []
    for path in hostile.folder.rglob("*"):
        if not path.is_file() or path.is_symlink() or path.name in but or ".git" in path.parts or hostile.outside in path.parents:
            continue
        if MARK.encode() in path.read_bytes():
            found.append(str(path))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found += [f"{path}:{name}" for name in archive.namelist() if MARK.encode() in archive.read(name)]
    return found


def service(value, place):
    """A service with the value at one place."""
    base = "service: shop\nruntime: python3.13\nregion: us-east-1\n"
    function = "functions:\n  hello:\n    handler: app.main\n"
    places = {
        "environment": function + f"    environment: {{VALUE: '{value}'}}\n",
        "text": function + f"    environment: {{VALUE: 'at {value}/x'}}\n",
        "sub": function + f"    environment: {{VALUE: !Sub '${{AWS::Region}} {value}'}}\n",
        "stage": "stages: {dev: {functions: {hello: {environment: {VALUE: '" + value + "'}}}}}\n" + function,
        "defaults": f"defaults: {{environment: {{VALUE: '{value}'}}}}\n" + function,
        "variables": f"variables: {{a: {{b: '{value}'}}}}\n" + function + "    environment: {VALUE: 'x${var:a.b}'}\n",
        "raw": function + "resources: {Raw: {Type: AWS::SecretsManager::Secret, Properties: {SecretString: '{\"k\": \"" + value + "\"}'}}}\n",
        "ecs": function + "resources: {Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: web, Image: web, "
               f"Environment: [{{Name: X, Value: '{value}'}}]}}]}}}}\n",
        "override": function + f"overrides: {{HelloFunction: {{Properties: {{Environment: {{Variables: {{V: '{value}'}}}}}}}}}}\n",
        "condition": function + f"conditions: {{C: !Equals ['{value}', a]}}\n",
        # Where it is an error, or may be one.
        "tag": f"tags: {{t: '{value}'}}\n" + function,
        "output": function + f"outputs: {{Leak: '{value}'}}\n",
        "description": f"description: '{value}'\n" + function,
        "name": function + f"    name: '{value}'\n",
        "code": function + f"    code: '{value}'\n",
        "handler": f"functions: {{hello: {{handler: '{value}'}}}}\n",
        "memory": function + f"    memory: '{value}'\n",
        "timeout": function + f"    timeout: '{value}'\n",
        "layers": function + f"    layers: '{value}'\n",
        "access": function + f"    access: '{value}'\n",
        "schedule": function + f"    events: [schedule: '{value}']\n",
        "route": function + f"    events: [http: '{value}']\n",
        "queue": function + f"queues: {{q: {{visibility: '{value}'}}}}\n",
        "table": function + f"tables: {{t: {{key: '{value}'}}}}\n",
        "bucket": function + f"buckets: {{b: {{content: '{value}'}}}}\n",
        "mapping": function + f"mappings: {{M: {{a: {{b: '{value}'}}}}}}\n",
        "metadata": function + f"resources: {{R: {{Type: AWS::SNS::Topic, Metadata: {{m: '{value}'}}}}}}\n",
        "type": function + f"resources: {{R: {{Type: '{value}'}}}}\n",
        "parameter": "parameters: {p: {default: '" + value + "', pattern: 'x'}}\n" + function + "    environment: {V: !Ref p}\n",
        "file": function + f"    environment: {{VALUE: '${{file:{value}/x.yml}}'}}\n",
        "dashboard": function + "resources: {D: {Type: AWS::CloudWatch::Dashboard, Properties: {DashboardBody: '" + value + "'}}}\n",
    }
    return base + places[place] if place else places


PLACES = sorted(service("", None))


def prepare(hostile, text):
    hostile.write("app.py", HANDLER)
    hostile.write("service.yml", "service: shop\nruntime: python3.13\nregion: us-east-1\nfunctions: {hello: {handler: app.main}}\n")
    hostile.commit()
    hostile.write("service.yml", text)
    hostile.commit()


@pytest.mark.parametrize("variable", sorted(SECRETS))
@pytest.mark.parametrize("place", PLACES)
def test_no_output_shows_it(hostile, place, variable):
    prepare(hostile, service("${env:%s}" % variable, place))
    for command in COMMANDS if place in ("environment", "text", "ecs", "raw", "sub") else COMMANDS[:3] + COMMANDS[5:6]:
        hostile.run(*command, **SECRETS)
    if variable != "LABEL":
        hostile.run("generate", **SECRETS)
        hostile.run("generate", "--format", "json", "-o", "t.json", **SECRETS)
    assert not files_with_mark(hostile, ())


@pytest.mark.parametrize("name", sorted(CREDENTIALS) + ["AWS_SECURITY_TOKEN", "GH_TOKEN", "CI_REGISTRY_PASSWORD", "ACTIONS_CACHE_URL"])
@pytest.mark.parametrize("source", ["environment", "default", "dotenv", "nested"])
def test_credentials_cannot_be_read(hostile, name, source):
    value = {"default": "${env:%s, none}", "nested": "${env:NOT_SET, ${env:%s}}"}.get(source, "${env:%s}") % name
    prepare(hostile, service(value, "environment"))
    more = {name: MARK} if source != "dotenv" else {}
    if source == "dotenv":
        hostile.write(".env", f"{name}={MARK}-dotenv\n")
    for command in [*COMMANDS[:4], ["generate"], ["cost"], ["package", "-o", "out"], ["openapi"], ["diff", "--against", "HEAD~1"]]:
        result = hostile.run(*command, **more)
        assert result.status in (1, 10), result.all
        if "--findings" not in command:
            result.finding("E150", "service.yml:7")
    assert not files_with_mark(hostile, (".env",))


@pytest.mark.parametrize("place", ["tag", "output", "description", "name", "metadata", "mapping", "dashboard"])
def test_shown_places_are_refused(hostile, place):
    prepare(hostile, service("${env:DB_PASSWORD}", place))
    line = next(i for i, l in enumerate(service("${env:DB_PASSWORD}", place).splitlines(), 1) if "env:" in l)
    result = hostile.run("validate", **SECRETS)
    assert result.status == 1
    result.finding("E151" if place == "description" else "E127", f"service.yml:{line}")


@pytest.mark.parametrize("place", ["code", "handler", "bucket", "route", "access"])
def test_where_cfgen_must_know_it(hostile, place):
    prepare(hostile, service("${env:DB_PASSWORD}", place))
    assert hostile.run("validate", **SECRETS).status == 1


def test_archive_and_templates_are_clean(hostile):
    prepare(hostile, service("${env:DB_PASSWORD}", "text"))
    hostile.write(".env", f"STRIPE_KEY={MARK}-dotenv\n")
    hostile.run("package", "-o", "out", **SECRETS)
    hostile.run("generate", "-o", "templates/", **SECRETS)
    assert (hostile.repository / "out").exists() and (hostile.repository / "templates").exists()
    assert not files_with_mark(hostile, (".env",))


def test_a_dotenv_line_is_not_shown(hostile):
    hostile.write(".env", f"this is {MARK} no variable\nSTRIPE_KEY={MARK}\n")
    prepare(hostile, service("${env:STRIPE_KEY}", "environment"))
    for command in COMMANDS[:4]:
        hostile.run(*command)
    hostile.run("validate").finding("W101", ".env:1")


def test_a_secret_file(hostile):
    hostile.write("secrets.yml", f"db: {MARK}\nkey: {{password: {MARK}}}\n")
    hostile.write("token.txt", MARK + "\n")
    hostile.write("plain.yml", f"a: ghp_{MARK}01234567890123456789\n")
    for value in ("secrets.yml#db", "secrets.yml#key.password", "token.txt", "plain.yml#a"):
        prepare(hostile, service("${file:%s}" % value, "environment"))
        for command in COMMANDS[:7] + [["generate"]]:
            hostile.run(*command)
        hostile.run("validate").finding("W150", "service.yml:7")


def test_secret_parameters(hostile):
    prepare(hostile, "service: shop\nruntime: python3.13\nregion: us-east-1\nparameters: {p: {secret: true, pattern: 'x.*'}}\n"
            "functions: {hello: {handler: app.main, environment: {P: !Ref p}, provisionedConcurrency: 1}}\n")
    hostile.write("value", MARK + "-file\n")
    for given in ("@value", "env:STRIPE_KEY", "x" + MARK):
        for command in (*COMMANDS[:4], ["generate"], ["diff", "--against", "HEAD~1", "--format", "json"]):
            hostile.run(*command, "--param", "p=" + given, **SECRETS)
    assert not files_with_mark(hostile, ("value",))
    hostile.run("validate", "--param", "p=x" + MARK).finding("N150")
    assert "N150" not in hostile.run("validate", "--param", "p=@value").all


def test_the_value_decides_nothing_in_a_template(hostile):
    prepare(hostile, service("${env:DB_PASSWORD}", "text"))
    first = hostile.run("generate", DB_PASSWORD=MARK + "1").out
    assert hostile.run("generate", DB_PASSWORD=MARK + "2").out == first
    parameter = json.loads(hostile.run("generate", "--format", "json", DB_PASSWORD=MARK).out)["Parameters"]["EnvDbPassword"]
    assert parameter["NoEcho"] is True and "Default" not in parameter


@pytest.mark.parametrize("value", ['{"k": "MARK", "n": 1}', '["MARK", {"a": "MARK"}]', 'pa"ss<MARK>&\'x\\y', "MARKlonger", "${AWS::Region}MARK", "ä🔑MARK"])
@pytest.mark.parametrize("place", ["environment", "table", "type", "stage", "raw"])
def test_values_from_outside_in_any_form(hostile, place, value):
    """Neither a secret by name nor by value: JSON that diffs read, what formats escape, what cfgen itself writes."""
    prepare(hostile, service("${env:LABEL}", place))
    for command in COMMANDS:
        hostile.run(*command, LABEL=value.replace("MARK", MARK))


def test_harmless_values_are_shown(hostile):
    prepare(hostile, service("${env:GITHUB_SHA}", "environment"))
    assert "0a1b2c3d4e" in hostile.run("generate", GITHUB_SHA="0a1b2c3d4e").out
    assert "0a1b2c3d4e" in hostile.run("diff", "--against", "HEAD~1", "--all", GITHUB_SHA="0a1b2c3d4e").out
    assert hostile.run("validate", GITHUB_SHA="0a1b2c3d4e").status == 0


def test_a_deployment(hostile):
    """The value reaches CloudFormation, and nothing else."""
    prepare(hostile, "service: shop\nregion: us-east-1\nresources:\n  Secret:\n    Type: AWS::SecretsManager::Secret\n"
            "    Properties: {SecretString: 'x${env:DB_PASSWORD}'}\n")
    hostile.write("conversation", "\n".join([
        ">> POST / Action=DescribeStacks StackName=shop-dev", "<< 200 stack shop-dev UPDATE_COMPLETE",
        ">> POST / Action=CreateChangeSet StackName=shop-dev Parameters.member.1.ParameterKey=EnvDbPassword "
        f"Parameters.member.1.ParameterValue={SECRETS['DB_PASSWORD']}", "~ EnvDbPassword",
        f"<< 400 error ValidationError 'the value {SECRETS['DB_PASSWORD']} of {CREDENTIALS['GITHUB_TOKEN']} is refused'",
        ">> POST / Action=DescribeStacks StackName=shop-dev", "<< 200 stack shop-dev UPDATE_COMPLETE", ""]))
    tool = os.path.join(os.path.dirname(__file__), "..", "..", "tools", "conversation")
    done = subprocess.run([tool, "conversation", os.environ["CFGEN"], "deploy", "--events", "events"], cwd=hostile.repository,
                          env={**{k: v for k, v in hostile.environment.items() if not k.startswith("AWS_")}, **SECRETS},
                          capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 4, done.stderr
    assert "is refused" in done.stderr and MARK not in done.stdout + done.stderr, done.stderr
    assert not files_with_mark(hostile, ("conversation",))


def test_excerpts_show_no_line_with_a_secret(hostile):
    """Found on lines that hold one themselves, in the description and in a file that it includes."""
    prepare(hostile, service("x", "environment"))
    hostile.write("more.yml", f"- {{http: 'GET /x', auth: unknown, key: ghp_{MARK}0123456789012345}}\n")
    hostile.write("service.yml", "service: shop\nruntime: python3.13\nfunctions:\n  hello:\n    handler: app.main\n"
                  f"    environment: {{wrong-key: 'redis://user:{MARK}@host', other-key: x}}\n"
                  "    events: ${file:more.yml}\n")
    for command in COMMANDS[:4]:
        result = hostile.run(*command)
        assert result.status == 1
    hostile.run("validate").finding("E104", "service.yml:6")
    hostile.run("validate").finding("E103", "more.yml:1")


def test_a_value_is_hidden_where_a_finding_repeats_it(hostile):
    """What is no secret, only from outside: at the line that uses it, also by way of another value."""
    hostile.write("app.py", HANDLER)
    for text, line in (("variables: {a: '${env:LABEL}'}\nfunctions: {hello: {handler: app.main, code: 'sub/${var:a}'}}\n", 4),
                       ("functions:\n  hello:\n    handler: app.main\n    code: 'lib${env:LABEL}'\n", 6),
                       ("functions:\n  hello:\n    handler: '${env:LABEL}.main'\n", 5)):
        hostile.write("service.yml", "service: shop\nruntime: python3.13\n" + text)
        result = hostile.run("validate", **SECRETS)
        assert result.status == 1 and "***" in result.all
        assert f"service.yml:{line}:" in result.all


def test_a_file_that_a_value_from_outside_names(hostile):
    """Findings about files, and the list of what is packed, name folders."""
    hostile.write("service.yml", "service: x\nregion: us-east-1\nfunctions:\n  f: {handler: app.f, runtime: python3.13, code: '${env:FOLDER}'}\n")
    hostile.write("folder-from-outside/app.py", "def f(e, c): pass\n")
    result = hostile.run("package", FOLDER="folder-from-outside")
    assert result.status == 0 and "from-outside" not in result.all, result.all
    hostile.write("folder-from-outside/id_rsa", "x")
    result = hostile.run("package", FOLDER="folder-from-outside")
    assert "from-outside" not in result.all, result.all
    result.finding("E307", "***/id_rsa")
