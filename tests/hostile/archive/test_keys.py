"""Private keys under any name, and wherever in a file they begin."""

import pytest

KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n"


def package(hostile, content):
    hostile.write("service.yml", "service: x\nregion: us-east-1\nfunctions:\n  f: {handler: app.f, runtime: python3.13, code: src}\n")
    hostile.write("src/app.py", "def f(e, c): pass\n")
    hostile.write("src/file.txt", content)
    return hostile.run("package", "-o", "out")


@pytest.mark.parametrize("content", [KEY, CERTIFICATE + KEY, "Bag Attributes\n" + KEY, "\ufeff" + KEY, "\n" + KEY, "a\r\n" + KEY.replace("\n", "\r\n"),
                                     "-----BEGIN OPENSSH PRIVATE KEY-----", "x" * 100_000 + "\n" + KEY])
def test_key(hostile, content):
    result = package(hostile, content)
    assert result.status == 1
    result.finding("E307", "src/file.txt")


@pytest.mark.parametrize("content", [CERTIFICATE, "the line -----BEGIN PRIVATE KEY----- begins a key\n", "-----BEGIN ", "-----BEGIN PUBLIC KEY-----\nPRIVATE KEY-----\n",
                                     "-----BEGIN " * 100_000])
def test_no_key(hostile, content):
    assert package(hostile, content).status == 0
