"""Odd values at every place of descriptions and templates, read in the process of the fuzz targets, which end by a
signal where they crash, hang, or write what is not well formed; and some of them by cfgen itself."""

import json
import os
import pathlib
import subprocess

import pytest

import shapes

SOURCES = pathlib.Path(__file__).parents[3]
PROGRAMS = pathlib.Path(os.environ["CFGEN"]).parent
COUNT = int(os.environ.get("SHAPES", "500"))
FILES = sorted([*SOURCES.glob("tests/golden/*/*/*.yml"), *SOURCES.glob("examples/*/service.yml"),
                *SOURCES.glob("templates/example.yml")])


def is_template(document):
    return "Resources" in document and "service" not in document


@pytest.fixture(scope="module")
def documents():
    return [document for document in map(shapes.read, FILES) if document]


@pytest.fixture(scope="module")
def templates(documents, tmp_path_factory):
    """What stands in the goldens as a template, and what descriptions there become."""
    folder, made = tmp_path_factory.mktemp("templates"), [d for d in documents if is_template(d)]
    for path in FILES[::4]:
        done = subprocess.run([PROGRAMS / "cfgen", "generate", path, "--format", "json"], capture_output=True, check=False,
                              cwd=folder)
        if done.returncode == 0 and done.stdout:
            made.append(json.loads(done.stdout))
    return made


def run_all(program, folder):
    done = subprocess.run([PROGRAMS / program, folder], capture_output=True, check=False)
    if done.returncode == 0:
        return
    for file in sorted(folder.iterdir()):
        one = subprocess.run([PROGRAMS / program, file], capture_output=True, check=False, timeout=60)
        if one.returncode:
            pytest.fail(f"{program} ends with {one.returncode} for:\n{file.read_text()[:3000]}\n{one.stderr.decode()[:3000]}")
    pytest.fail(f"{program} ends with {done.returncode} for all of them together:\n{done.stderr.decode()[:3000]}")


def test_descriptions(documents, tmp_path):
    services = [d for d in documents if not is_template(d)]
    for number, (_, made) in enumerate(shapes.odd(services, COUNT)):
        (tmp_path / f"{number:06}").write_text(shapes.text(made))
    run_all("fuzz-description", tmp_path)


def test_commands(documents, tmp_path):
    """Each command and form of its results; the description as it was is the other side of the diff."""
    services = [d for d in documents if not is_template(d)]
    for number, (before, made) in enumerate(shapes.odd(services, COUNT // 10, seed=2)):
        (tmp_path / f"{number:06}").write_text(shapes.text(made) + "\n#@ old.yml\n" + shapes.text(before))
    run_all("fuzz-commands", tmp_path)


def test_templates(templates, tmp_path):
    """Against the template as it was, in both directions, and against another odd one."""
    last = {}
    for number, (before, made) in enumerate(shapes.odd(templates, COUNT, seed=3)):
        sides = [(before, made), (made, before), (last, made)][number % 3]
        (tmp_path / f"{number:06}").write_text("\n---\n".join(map(shapes.text, sides)))
        last = made
    run_all("fuzz-diff", tmp_path)


LOOP = {"Fn::ForEach::E": ["E", ["a"], {"B${E}": {"Type": "AWS::S3::Bucket"}}]}


@pytest.mark.parametrize("resource", shapes.VALUES, ids=range(len(shapes.VALUES)))
def test_resource(hostile, resource):
    """In the place of a resource, on either side of the diff: what cfgen does not understand may lose data."""
    for name, value in (("a", {"X": resource, **LOOP}), ("b", {"X": {"Type": "AWS::SNS::Topic"}, **LOOP})):
        hostile.write(f"{name}.json", json.dumps({"Resources": value}))
    assert hostile.run("diff", "b.json", "a.json", "--exit-code").status in (1, 10, 11)
    assert hostile.run("diff", "a.json", "b.json", "--exit-code").status in (1, 10, 11)


def test_loop(hostile):
    """A loop that no longer creates a resource is data loss for a pipeline; one that creates more is not."""
    for name, items in (("none", None), ("one", ["a"]), ("two", ["a", "b"])):
        loop = {"Fn::ForEach::E": ["E", items, {"B${E}": {"Type": "AWS::S3::Bucket"}}]} if items else {}
        hostile.write(f"{name}.json", json.dumps({"Resources": loop}))
    for before, after, status in (("two", "one", 11), ("one", "two", 10), ("one", "none", 11), ("none", "one", 10)):
        assert hostile.run("diff", f"{before}.json", f"{after}.json", "--exit-code").status == status
    assert hostile.run("diff", "one.json", "one.json", "--exit-code").status == 0
