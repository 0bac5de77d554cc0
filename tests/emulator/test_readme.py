"""The README's first service is what a new user types: it is taken from there, deployed and called."""

import re

import pytest
from conftest import ROOT


@pytest.fixture
def readme(service):
    """The service with the README's files in its folder; only its name is the test's own."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)
    blocks = dict(reversed(blocks))  # the first of each language
    description = blocks["yaml"]
    assert len(description.splitlines()) == 10
    (service.folder / "service.yml").write_text(description.replace("service: hello", f"service: {service.name}"))
    (service.folder / "app.py").write_text(blocks["python"])
    return service


def test_it_is_valid(readme):
    readme.run("validate")


def test_it_counts_visits(readme):
    readme.run("deploy")
    assert readme.call("/hello/ada") == (200, {"hello": "ada", "seen": 1})
    assert readme.call("/hello/ada") == (200, {"hello": "ada", "seen": 2})
