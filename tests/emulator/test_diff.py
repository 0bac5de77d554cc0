"""What deploying would do, told before it is done: the description beside what is deployed."""

import json

from conftest import HELLO


def test_nothing_differs_from_what_was_deployed(deployed):
    assert deployed.run("diff", "--exit-code")[0] == "no changes\n"


def test_all_is_new_before_the_first_deployment(service):
    service.describe(HELLO % "hello")
    told = json.loads(service.run("diff", "--exit-code", "--format", "json", status=10)[0])
    assert {row["action"] for row in told["changes"]} == {"add"} and told["summary"]["add"] > 5


def test_what_differs_is_told_with_the_names_that_aws_gave(deployed):
    deployed.describe((HELLO % "changed").replace("notes: {key: id}", "notes: {key: number}"))
    told = json.loads(deployed.run("diff", "--exit-code", "--format", "json", status=11)[0])
    rows = {(row["logicalId"], row["path"]): row for row in told["changes"]}
    says = rows["HelloFunction", "Properties.Environment.Variables.SAYS"]
    assert (says["before"], says["after"]) == ("hello", "changed")
    assert says["physicalId"] == deployed.resource("HelloFunction")
    assert any(name == "NotesTable" and row["severity"] == "data-loss" for (name, _), row in rows.items())
    assert deployed.resource("NotesTable") in deployed.run("diff")[0]


def test_the_files_that_differ_from_the_code_that_runs_are_told(deployed):
    handler = deployed.folder / "app.py"
    handler.write_text(handler.read_text().replace("def ", "def  ", 1))
    (deployed.folder / "more.py").write_text("x = 1\n")
    told = json.loads(deployed.run("diff", "--format", "json")[0])
    [code, *_] = [row["code"] for row in told["changes"] if "code" in row]
    assert [(change["file"], change["action"]) for change in code] == [("app.py", "modify"), ("more.py", "add")]
    assert code[0]["after"] == code[0]["before"] + 1
