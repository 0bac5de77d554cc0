"""Credentials on the other ways out: a bucket's content, and an archive that a build made."""

import io
import zipfile

import pytest

KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n"
SITE = "service: x\nregion: us-east-1\nbuckets:\n  site: {content: %s}\n"
FUNCTION = "service: x\nregion: us-east-1\nfunctions:\n  f: {handler: app.f, runtime: python3.13, code: %s}\n"
SECRETS = {"id_rsa": "x", "assets/server.pem": KEY, ".well-known/plain.txt": KEY, "old/terraform.tfstate": "{}", "prod.env": "A=1\n", "a/b/c/client_secret_1.json": "{}", "KEYS/ID_ED25519": "x",
           "large.p12": "x" * 100_000}
OTHERS = {"index.html": "<p>", "assets/ca.pem": "-----BEGIN CERTIFICATE-----\nMIIC\n", "example.env": "A=\n", "app.js": "// -----BEGIN PRIVATE KEY----- begins a key\n", ".env": "A=1\n"}


@pytest.mark.parametrize("command", ["validate", "generate", "package"])
def test_content(hostile, command):
    hostile.write("service.yml", SITE % "dist")
    for name, text in {**SECRETS, **OTHERS}.items():
        hostile.write("dist/" + name, text)
    result = hostile.run(command)
    assert result.status == 1
    for name in SECRETS:
        result.finding("E307", "dist/" + name)
    assert result.all.count("[E307]") == len(SECRETS), result.all


def test_content_that_is_meant(hostile):
    hostile.write("service.yml", SITE % "{folder: dist, include: [keys/*, id_rsa]}")
    for name in ("keys/public.pem", "id_rsa", "pem/other.pem"):
        hostile.write("dist/" + name, KEY)
    result = hostile.run("validate")
    result.finding("E307", "dist/pem/other.pem")
    assert result.all.count("[E307]") == 1, result.all


def archive(files, **more):
    bytes_ = io.BytesIO()
    with zipfile.ZipFile(bytes_, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return bytes_.getvalue()


def test_archive(hostile):
    hostile.write("service.yml", FUNCTION % "{archive: build/app.zip}")
    hostile.write("build/app.zip", archive({"app.py": "def f(e, c): pass\n", **SECRETS, **OTHERS}))
    result = hostile.run("validate")
    assert result.status == 1
    for name in SECRETS:
        assert any("E307" in line and name in line and "build/app.zip" in line for line in result.all.splitlines()), result.all
    assert result.all.count("[E307]") == len(SECRETS) + 1, result.all  # .env, too: nothing leaves it out


def test_archive_that_is_meant(hostile):
    hostile.write("service.yml", FUNCTION % "{archive: build/app.zip, include: certs/*.pem}")
    hostile.write("build/app.zip", archive({"app.py": "", "certs/a.pem": KEY, "b.pem": KEY}))
    result = hostile.run("validate")
    assert result.all.count("[E307]") == 1, result.all
    assert "b.pem" in result.finding("E307", "build/app.zip")


def test_archive_with_something_before_it(hostile):
    """As self-extracting archives are, and with a file that only its name tells."""
    hostile.write("service.yml", FUNCTION % "{archive: build/app.jar}")
    hostile.write("build/app.jar", b"#!/bin/sh\nexec java -jar $0\n" + archive({"app.class": "x", "id_rsa": "x"}))
    hostile.run("validate").finding("E307", "build/app.jar")


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"x" * 1000, archive({"a": "b"})[:-10], archive({"a": "b"}).replace(b"a", b"/")])
def test_archives_of_odd_shapes(hostile, content):
    hostile.write("service.yml", FUNCTION % "{archive: build/app.zip}")
    hostile.write("build/app.zip", content)
    hostile.run("validate")


def test_layer(hostile):
    hostile.write("service.yml", "service: x\nregion: us-east-1\nlayers:\n  l: {code: {archive: l.zip}}\n")
    hostile.write("l.zip", archive({"python/id_rsa": "x"}))
    hostile.run("validate").finding("E307", "l.zip")
