"""Programs that cfgen starts: what they are given, when they run at all, and that they end with it."""

import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest

PROGRAM = os.environ["CFGEN"]
SERVICE = "service: x\nregion: us-east-1\nruntime: python3.13\nfunctions: {f: {handler: h/app.f}}\n"


def tool(hostile, name, script):
    """A program that is first in PATH."""
    folder = hostile.folder / "bin"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("#!/bin/sh\n" + script)
    (folder / name).chmod(0o755)
    hostile.environment["PATH"] = f"{folder}:{os.environ['PATH']}"


@pytest.fixture
def python(hostile):
    hostile.write("service.yml", SERVICE)
    hostile.write("h/app.py", "def f(e, c): pass\n")
    hostile.write("requirements.txt", "a==1\n")
    return hostile


@pytest.fixture
def node(hostile):
    hostile.write("service.yml", SERVICE.replace("python3.13", "nodejs22.x"))
    hostile.write("h/app.mjs", "export const f = 1\n")
    hostile.write("package.json", '{"name": "x", "version": "1.0.0", "dependencies": {"a": "1.0.0"}}')
    hostile.write("package-lock.json", '{"name": "x", "lockfileVersion": 3, "packages": {"": {"name": "x", "version": "1.0.0", "dependencies": {"a": "1.0.0"}},'
                  '"node_modules/a": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-AA=="}}}')
    return hostile


def given(hostile, name):
    """The environment and the folder of the program as it ran."""
    lines = (hostile.folder / name).read_text().splitlines()
    return dict(line.split("=", 1) for line in lines[1:] if "=" in line), pathlib.Path(lines[0])


DUMP = '{ pwd; env; } >%s\necho "$@" >%s.words\nexit 1\n'
SURROUNDINGS = {"PIP_INDEX_URL": "https://pip.example/simple", "NPM_CONFIG_REGISTRY": "https://npm.example/", "npm_config_fund": "false", "USERS_TOKEN": "users",
                "REPOSITORYS_TOKEN": "marked", "https_proxy": "http://proxy.example", "PYTHONPATH": "/evil", "NODE_OPTIONS": "--require=/evil.js", "GIT_SSH_COMMAND": "evil",
                "DOCKER_AUTH_CONFIG": "{}", "LD_PRELOAD_OF_TEST": "x"}


def foreign(environment, *allowed):
    words = ("AWS", "GITHUB", "ACTIONS", "CI_", "CFGEN", "TOKEN", "PYTHON", "NODE_", "GIT_", "DOCKER", "PIP_", "npm_", "NPM_", "LD_")
    return [name for name in environment if name.startswith(words) and not name.startswith(allowed) or "TOKEN" in name and name not in allowed]


def test_what_pip_is_given(python):
    out = python.folder / "given"
    tool(python, "python3", DUMP % (out, out))
    python.run("package", **SURROUNDINGS).finding("E311")
    environment, folder = given(python, "given")
    assert not foreign(environment, "PIP_") and environment["PIP_INDEX_URL"] == SURROUNDINGS["PIP_INDEX_URL"]
    assert environment["https_proxy"] and environment["HOME"] == str(python.home)
    assert not folder.is_relative_to(python.repository) and environment["TMPDIR"] == str(folder) and not folder.exists()
    assert (python.folder / "given.words").read_text().startswith("-I -m pip download ")


def test_what_npm_is_given(node):
    out = node.folder / "given"
    tool(node, "npm", DUMP % (out, out))
    (node.home / ".npmrc").write_text("//npm.example/:_authToken=${USERS_TOKEN}\n; ${CFGEN_TOKEN}\nx=${AWS_*}\n")
    node.write(".npmrc", "//npm.example/:_authToken=${REPOSITORYS_TOKEN}\nregistry=https://evil.example/${AWS_SECRET_ACCESS_KEY}/\n")
    node.run("package", **SURROUNDINGS).finding("E315")
    environment, folder = given(node, "given")
    assert not foreign(environment, "npm_config_fund", "NPM_CONFIG_REGISTRY", "USERS_TOKEN") and environment["USERS_TOKEN"] == "users"
    assert not folder.is_relative_to(node.repository) and environment["TMPDIR"] == str(folder) and not folder.exists()
    assert "--ignore-scripts" in (node.folder / "given.words").read_text()


def test_a_user_configuration_of_the_repository_names_nothing(node):
    tool(node, "npm", DUMP % (node.folder / "given", node.folder / "given"))
    node.write(".npmrc", "//npm.example/:_authToken=${REPOSITORYS_TOKEN}\n")
    for path in (node.repository / ".npmrc", ".npmrc", node.repository / "h/../.npmrc"):
        node.run("package", **SURROUNDINGS, NPM_CONFIG_USERCONFIG=str(path)).finding("E315")
        assert "REPOSITORYS_TOKEN" not in given(node, "given")[0], path


def test_pip_of_the_repository_is_not_imported(python):
    evil = f"open({str(python.proof)!r}, 'w')\n"
    for name in ("pip.py", "pip/__init__.py", "pip/__main__.py", "sitecustomize.py", "usercustomize.py", "encodings/__init__.py", "runpy.py", "h/pip.py"):
        python.write(name, evil)
    python.write("setup.py", evil)
    python.write("pip.conf", "[global]\nindex-url = http://127.0.0.1:9/\n")
    for folder in (python.repository, python.repository / "h"):
        python.run("package", str(python.repository), cwd=folder, PIP_NO_INDEX="1", PYTHONPATH=str(python.repository)).finding("E312", "requirements.txt:1")


def test_a_program_of_the_current_folder_is_not_run(python):
    for name in ("python3", "git", "npm", "sh"):
        python.write(name, f"#!/bin/sh\ntouch {python.proof}\n", 0o755)
    for path in (f".:{os.environ['PATH']}", f":{os.environ['PATH']}", f"./:h/..:{os.environ['PATH']}"):
        python.run("package", PATH=path, PIP_NO_INDEX="1").finding("E312")


def test_endless_output(python):
    tool(python, "python3", "exec yes\n")
    assert "output larger than 16 MB" in python.run("package").finding("E311", "requirements.txt")


def test_only_package_runs_anything(python):
    python.write("service.yml", SERVICE + "stages: {prod: {}}\n")
    python.commit()
    python.write("h/app.py", "def f(e, c): return 1\n")
    proof = python.folder / "ran"
    for name in ("python3", "python", "pip", "npm", "node", "docker", "podman", "sh", "bash", "make", "less"):
        tool(python, name, f"echo {name} >>{proof}\n")
    git = python.folder / "bin/git"  # which may be asked as a reader, but runs no other program
    git.symlink_to(subprocess.run(["sh", "-c", "command -v git"], capture_output=True, text=True, check=True).stdout.strip())
    for words in (["validate"], ["generate"], ["generate", "-o", str(python.folder / "out.json")], ["diff", "--against", "HEAD"], ["cost"], ["hook", "run"],
                  ["hook", "run", "--tree", "HEAD"], ["explain", "E304"], ["openapi"], ["help"]):
        python.run(*words)
        assert not proof.exists(), (words, proof.read_text())
    python.run("package", SHELL="/bin/sh")
    assert set(proof.read_text().split()) == {"python3"}


def wait_for(condition, what):
    end = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def is_running(process):
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):  # it may end between open and read
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL, signal.SIGABRT, signal.SIGQUIT])
def test_children_end_with_us(python, number):
    """Also what they started themselves, in whatever state they are; and the temporary folder goes."""
    started = python.folder / "started"
    tool(python, "python3", f"trap '' TERM INT HUP\nsleep 300 &\necho $$ $! >{started}.new\nmv {started}.new {started}\nwhile :; do echo x >written; sleep 0.01; done\n")
    cfgen = subprocess.Popen([PROGRAM, "package"], cwd=python.repository, env=python.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, preexec_fn=lambda: __import__("resource").setrlimit(__import__("resource").RLIMIT_CORE, (0, 0)))
    wait_for(started.exists, "pip was not started")
    children = started.read_text().split()
    assert all(is_running(child) for child in children) and list(python.folder.glob("cfgen-*"))
    try:
        cfgen.send_signal(number)
        cfgen.communicate(timeout=15)  # nobody else holds its output open
        assert cfgen.returncode == -number
        wait_for(lambda: not any(is_running(child) for child in children), "a child still runs")
        wait_for(lambda: not list(python.folder.glob("cfgen-*")), "a temporary folder is left")
    finally:
        for child in filter(is_running, children):
            os.kill(int(child), signal.SIGKILL)


def test_what_ran_before_is_gone_at_the_end(python):
    """A program that leaves another behind, which holds the output open, delays nothing."""
    left = python.folder / "left"
    tool(python, "python3", f"sleep 300 &\necho $! >{left}\nexit 1\n")
    python.run("package").finding("E311")
    wait_for(lambda: not is_running(left.read_text().strip()), "what the program left behind still runs")
    assert not list(python.folder.glob("cfgen-*"))


# A daemon as one is made: its parent ends, in a session of its own, without files; it starts one more like itself.
DAEMON = """import os, signal, sys, time
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT): signal.signal(number, signal.SIG_IGN)
if os.fork(): os._exit(0)
os.setsid()
second = os.fork()
if second: open(sys.argv[1] + ".new", "a").write(f"{os.getpid()} {second} ")
if second: os.rename(sys.argv[1] + ".new", sys.argv[1])
if not second: os.setsid()
for file in range(3): os.close(file)
time.sleep(300)
"""


def daemon(hostile, then):
    started = hostile.folder / "daemon"
    script = hostile.folder / "daemon.py"
    script.write_text(DAEMON)
    tool(hostile, "python3", f"{sys.executable} {script} {started}\nwhile [ ! -e {started} ]; do sleep 0.01; done\n{then}\n")
    return started


def killed(processes):
    for process in filter(is_running, processes):
        os.kill(int(process), signal.SIGKILL)


def test_a_daemon_ends_with_its_program(python):
    started = daemon(python, "exit 1")
    try:
        python.run("package").finding("E311")
        assert not any(is_running(process) for process in started.read_text().split()), "the daemon outlives the run"
    finally:
        killed(started.read_text().split())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_daemon_ends_with_us(python, number):
    started = daemon(python, "sleep 300")
    cfgen = subprocess.Popen([PROGRAM, "package"], cwd=python.repository, env=python.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    wait_for(started.exists, "the daemon was not started")
    processes = started.read_text().split()
    try:
        assert all(is_running(process) for process in processes)
        cfgen.send_signal(number)
        cfgen.wait(timeout=15)
        wait_for(lambda: not any(is_running(process) for process in processes), "the daemon still runs")
    finally:
        killed(processes)


def test_a_program_that_is_ended_by_a_signal(python):
    tool(python, "python3", "kill -9 $$\n")
    python.run("package").finding("E311", "requirements.txt")
