"""What a pipeline deploys with: its outputs reach the steps that follow, and its log is folded."""

import json
import os
import pathlib
import re
import subprocess

from conftest import HELLO, ROOT


def step(service, **inputs):
    """Status, log and outputs of the step that deploys."""
    told = service.folder / "github-output"
    told.write_text("")
    path = f"{pathlib.Path(os.environ['CFGEN']).parent}:{os.environ['PATH']}"
    done = subprocess.run([ROOT / "ci/deploy.sh"], cwd=service.folder, text=True, timeout=120, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "PATH": path, "GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(told), **inputs})
    # `NAME<<END`, lines, `END`
    outputs = re.findall(r"^(\w+)<<(\w+)\n(.*?)\n\2$", told.read_text(), re.S | re.M)
    return done.returncode, done.stdout, {name: value for name, _, value in outputs}


def test_outputs_reach_later_steps_also_when_nothing_changes(service):
    service.describe(HELLO % "hello")
    for _ in range(2):
        status, log, told = step(service)
        assert status == 0 and f"::group::{service.stack}" in log and "::endgroup::" in log, log
        assert json.loads(told["outputs"]) == service.outputs()


def test_a_deployment_that_is_refused_fails_the_step(deployed):
    deployed.describe(HELLO.replace("{key: id}", "{key: number}") % "hello")
    status, log, told = step(deployed)
    assert status == 3 and "::error " in log and "--approve NotesTable" in log and not told, log
    status, log, _ = step(deployed, CFGEN_DEPLOY="--approve NotesTable")
    assert status == 0, log
