"""What takes a linear time: four times the input takes about four times as long, not sixteen times."""

import resource
import subprocess

import pytest

SERVICE = "service: demo\n"
TOPIC = "resources:\n  X:\n    Type: AWS::SNS::Topic\n    Metadata:\n"


def lines(count, make, between="\n"):
    return between.join(make(i) for i in range(count))


DESCRIPTIONS = {
    "long-value": (20_000, lambda n: SERVICE + "description: " + "a" * n * 50),
    "long-key": (20_000, lambda n: SERVICE + "a" * n * 50 + ": x"),
    "keys": (20_000, lambda n: SERVICE + "variables:\n" + lines(n, lambda i: f"  k{i}: v")),
    "unknown-keys": (3000, lambda n: SERVICE + lines(n, lambda i: f"k{i}: v")),
    "unknown-keys-on-one-line": (2500, lambda n: "{service: demo, " + lines(n, lambda i: f"k{i}: v", ", ") + "}"),
    "duplicate-keys": (4000, lambda n: SERVICE + lines(n, lambda i: "service: v")),
    "unset-variables": (4000, lambda n: SERVICE + TOPIC + lines(n, lambda i: f"      k{i}: '${{env:K{i}}}'")),
    "unset-variables-in-one-text": (4000, lambda n: SERVICE + "description: '" + lines(n, lambda i: f"${{env:K{i}}}", " ") + "'"),
    "unset-variables-on-one-line": (2500, lambda n: "{service: demo, resources: {X: {Type: AWS::SNS::Topic, Metadata: ["
                                    + lines(n, lambda i: f"'${{env:K{i}}}'", ", ") + "]}}}"),
    "brackets": (20_000, lambda n: SERVICE + "variables: " + "[" * n),
    "anchors": (20_000, lambda n: SERVICE + "variables:\n" + lines(n, lambda i: f"  k{i}: &a{i} v")),
}


def seconds(hostile, text):
    hostile.write("service.yml", text)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    hostile.run("validate", seconds=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_description(hostile, name):
    count, make = DESCRIPTIONS[name]
    times = [(seconds(hostile, make(count)), seconds(hostile, make(4 * count))) for _ in range(2)]
    least, most = min(t[0] for t in times), min(t[1] for t in times)
    assert most < 0.1 or most < 9 * least, f"{name}: {least:.3f} s, and for four times as much {most:.3f} s"
