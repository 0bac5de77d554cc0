"""Files that a description leads to: none lies outside the repository, none is too large, none is no file."""

import os
import pathlib

import pytest

SERVICE = "service: x\nfunctions:\n  f: {handler: app.f}\n"
APP = "def f(e, c): pass\n"


def service(hostile, more="", path="service.yml"):
    hostile.write(path, SERVICE + more)
    hostile.write(str(pathlib.PurePath(path).parent / "app.py"), APP)


def every_command(hostile, code, place=None, also=()):
    """All commands that read a description find the same, at the same place."""
    for words in (["validate"], ["generate"], ["package", "-o", str(hostile.folder / "out")], ["openapi"], ["cost"], *also):
        result = hostile.run(*words)
        assert result.status == 1, result.all
        result.finding(code, place)


@pytest.mark.parametrize("form", ["absolute", "up", "link", "link-absolute", "link-folder", "link-chain", "link-up-down", ".git", ".GIT", ".git.", "dot-dot-git", "git-link"])
@pytest.mark.parametrize("git", [True, False])
def test_included(hostile, form, git):
    outside = hostile.outside
    path = {"absolute": f"{outside}/secret.txt", "up": "../outside/secret.txt", ".git": ".git/config", ".GIT": ".GIT/config",
            ".git.": ".git./config", "dot-dot-git": "in/../.git/config", "git-link": "g"}.get(form, "link")
    if form == "link":
        hostile.link("link", "../outside/secret.txt")
    elif form == "link-absolute":
        hostile.link("link", f"{outside}/secret.txt")
    elif form == "link-folder":
        hostile.link("folder", "../outside")
        path = "folder/secret.txt"
    elif form == "link-chain":
        hostile.link("a", "..")
        hostile.link("b", "a/outside")
        path = "b/secret.txt"
    elif form == "link-up-down":
        hostile.write("in/x", "")
        hostile.link("in/up", "../..")
        path = "in/up/outside/secret.txt"
    elif form == "git-link":
        hostile.link("g", ".git/config")
    service(hostile, f"    environment: {{A: '${{file:{path}}}'}}\n".replace("    environment", "variables: {}\ntags").replace("A:", "a:"))
    if git:
        hostile.write("in/x", "")
        hostile.commit()
        (hostile.repository / ".git/config").open("a").write("[x]\n\ttoken = HOSTILEMARKgit\n")
    every_command(hostile, "E129", "service.yml:5")


@pytest.mark.parametrize("name", [".env", ".env.dev"])
@pytest.mark.parametrize("target", ["../outside/secret.txt", "{outside}/secret.txt", ".git/config"])
def test_environment_file(hostile, name, target):
    (hostile.outside / "secret.txt").write_text("A=HOSTILEMARKenv\n")
    service(hostile, "tags: {a: '${env:A, x}'}\n")
    hostile.commit()
    (hostile.repository / ".git/config").open("a").write("A=HOSTILEMARKgit\n")
    hostile.link(name, target.format(outside=hostile.outside))
    every_command(hostile, "E129", "service.yml:4")


ROUTE = """service: x
functions:
  f:
    handler: app.f
    events:
      - http: {route: POST /q, request: %s}
"""
CDN = """service: x
buckets: {site: {}}
cdn:
  site:
    bucket: site
    functions: {viewer-request: '%s'}
"""


@pytest.mark.parametrize("path", ["absolute", "../outside/secret.yml", "link", ".git/config"])
def test_request_schema(hostile, path):
    if path == "absolute":
        path = str(hostile.outside / "secret.yml")
    hostile.link("link", "../outside/secret.yml")
    hostile.write("service.yml", ROUTE % path)
    hostile.write("app.py", APP)
    hostile.commit()
    every_command(hostile, "E129", "service.yml:6")


@pytest.mark.parametrize("path", ["absolute", "../outside/secret.txt", "link", ".git/config"])
def test_edge_function(hostile, path):
    if path == "absolute":
        path = str(hostile.outside / "secret.txt")
    hostile.link("link", "../outside/secret.txt")
    hostile.write("service.yml", CDN % path)
    hostile.commit()
    result = hostile.run("validate")
    assert result.status == 1
    result.finding("E129", "service.yml:6")


@pytest.mark.parametrize("code", ["../outside", "{outside}", "link", "{{archive: ../outside/a.zip}}", "{{archive: '{outside}/a.zip'}}", "{{archive: a.zip}}"])
def test_code(hostile, code):
    """Also of a revision: what lies outside of it is not read from the machine."""
    (hostile.outside / "app.py").write_text(APP)
    (hostile.outside / "a.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    hostile.link("link", "../outside")
    hostile.link("a.zip", "../outside/a.zip")
    hostile.write("service.yml", "service: x\nfunctions:\n  f:\n    handler: app.f\n    runtime: python3.13\n"
                  f"    code: {code.format(outside=hostile.outside)}\n")
    hostile.commit()
    every_command(hostile, "E129", "service.yml:", also=[["hook", "run", "--tree", "HEAD"]])
    hostile.run("diff", "--against", "HEAD")


def test_link_within_code(hostile):
    service(hostile)
    hostile.link("creds", "../outside/secret.txt")
    hostile.commit()
    every_command(hostile, "E302")


def test_requirements_link(hostile):
    service(hostile)
    hostile.link("requirements.txt", "../outside/secret.txt")
    hostile.commit()
    every_command(hostile, "E129", "service.yml:3")


@pytest.mark.parametrize("name", ["package-lock.json", "npm-shrinkwrap.json", "package.json"])
def test_lock_file_link(hostile, name):
    hostile.write("service.yml", "service: x\nfunctions:\n  f: {handler: app.f}\n")
    hostile.write("app.js", "exports.f = async () => 1\n")
    hostile.write("package.json", '{"dependencies": {"a": "1.0.0"}}')
    if name == "package.json":
        (hostile.repository / name).unlink()
    hostile.link(name, "../outside/secret.txt")
    hostile.commit()
    every_command(hostile, "E129", "service.yml:3")


@pytest.mark.parametrize("description, line", [
    ("layers:\n  l: {code: %s}\nfunctions:\n  f: {handler: app.f, layers: [l]}\n", 3),
    ("functions:\n  f: {image: %s/}\n", 3),
    ("containers:\n  c: {image: %s/, queue: q}\nqueues: {q: {}}\n", 3),
    ("buckets:\n  b: {content: %s}\n", 3),
])
@pytest.mark.parametrize("folder", ["../outside", "./../outside", "absolute", "link"])
def test_other_folders(hostile, description, line, folder):
    (hostile.outside / "Dockerfile").write_text("FROM scratch\n")
    hostile.write("app.py", APP)
    hostile.link("link", "../outside")
    hostile.write("service.yml", "service: x\n" + description % (hostile.outside if folder == "absolute" else folder))
    hostile.commit()
    hostile.run("validate").finding("E129", f"service.yml:{line}")


def test_the_description_itself(hostile):
    (hostile.outside / "service.yml").write_text("service: HOSTILEMARK\nbad: HOSTILEMARK\n")
    hostile.link("service.yml", "../outside/service.yml")
    hostile.commit()
    every_command(hostile, "E129", "service.yml")


def reads(hostile, where):
    """A service that reads the file, which is not there yet."""
    more = {"include.yml": "tags: {a: '${file:include.yml#a}'}\n", "include.txt": "tags: {a: '${file:include.txt}'}\n",
            ".env": "tags: {a: '${env:A, x}'}\n"}
    service(hostile, more.get(where, ""))
    if where == "schema.json":
        hostile.write("service.yml", ROUTE % "schema.json")
    if where == "package-lock.json":
        hostile.write("app.js", "")
        (hostile.repository / "app.py").unlink()
        hostile.write("package.json", '{"dependencies": {"a": "1.0.0"}}')
    hostile.commit()
    path = hostile.repository / where
    path.unlink(missing_ok=True)
    return path


READ = ["service.yml", "include.yml", "include.txt", ".env", "requirements.txt", "schema.json", "package-lock.json"]


@pytest.mark.parametrize("where", [*READ, "code.py"])
def test_pipe(hostile, where):
    """A pipe that nobody writes to is not waited for."""
    os.mkfifo(reads(hostile, where))
    every_command(hostile, "E136")


@pytest.mark.parametrize("where", READ)
def test_sparse_file(hostile, where):
    """The size that a file claims is not believed."""
    with open(reads(hostile, where), "wb") as file:
        file.truncate(200 << 30)
    result = hostile.run("validate")
    assert result.status == 1
    assert "E135" in result.all, result.all


def test_sparse_code(hostile):
    service(hostile)
    with open(hostile.repository / "data.bin", "wb") as file:
        file.truncate(200 << 30)
    hostile.run("validate").finding("E305")


def test_device(hostile):
    service(hostile, "tags: {a: '${file:/dev/zero}', b: '${file:/dev/stdin}', c: '${file:/proc/self/environ}'}\n")
    result = hostile.run("validate")
    assert result.all.count("E129") >= 3 or result.all.count("outside the repository") >= 3, result.all


def test_inside_is_allowed(hostile):
    """Links inside the repository, files above the service's folder, and a repository reached through a link."""
    hostile.write("services/x/service.yml", "service: x\ntags: {a: '${file:../../common/a.txt}', b: '${file:link}', c: '${file:up/common/a.txt}'}\n"
                  "buckets: {b: {}}\n")
    hostile.write("common/a.txt", "fine")
    hostile.link("services/x/link", "../../common/a.txt")
    hostile.link("services/x/up", "../..")
    hostile.link("services/x/all", "../../common")
    hostile.commit()
    (hostile.folder / "alias").symlink_to(hostile.repository)
    for folder in (hostile.repository / "services/x", hostile.repository, hostile.repository / "common"):
        relative = os.path.relpath(hostile.repository / "services/x/service.yml", folder)
        for named in (relative, str(hostile.repository / "services/x/service.yml"), str(hostile.folder / "alias/services/x/service.yml")):
            result = hostile.run("generate", named, cwd=folder)
            assert "E129" not in result.all, result.all
            assert result.out.count("Value: fine") == 3, result.all
