"""Files that are credentials by their names, and files that only have such names."""

import pytest

PEM = "-----BEGIN PRIVATE KEY-----\\nMIIEow\\n-----END PRIVATE KEY-----\\n"
SERVICE = "service: x\nruntime: python3.13\nfunctions: {f: {handler: app.f}}\n"


def validate(hostile, path, content):
    hostile.write("service.yml", SERVICE)
    hostile.write("app.py", "def f(e, c): pass\n")
    hostile.write(path, content)
    return hostile.run("validate")


@pytest.mark.parametrize("path, content", [
    ("ID_RSA", "x"), ("keys/id_ed25519", "x"), ("server.PEM", "x"), ("application_default_credentials.json", "{}"),
    ("gcp-key.json", '{"type": "service_account", "private_key": "%s"}' % PEM), ("a.key", b"\x30\x82\x04\xa4\x02"),
    ("Prod.env", "A=b"), ("terraform.tfstate.backup", "{}"),
])
def test_credentials(hostile, path, content):
    result = validate(hostile, path, content)
    assert result.status == 1
    result.finding("E307", path)


@pytest.mark.parametrize("path, content", [
    ("translations/en.key", "hello"), ("notes.key", b"PK\x03\x04"), ("data.json", '{"private_key": null}'),
    ("ca.pem", "-----BEGIN CERTIFICATE-----\nMII\n"), ("prod.env.example", "A="), ("node_modules/p/test/key.pem", "x"),
])
def test_others(hostile, path, content):
    result = validate(hostile, path, content)
    assert "E307" not in result.all, result.all
