"""Repositories whose own configuration names commands: none runs, whoever reads them."""

import pytest

SERVICE = "service: x\nregion: us-east-1\nfunctions: {f: {handler: app.f, runtime: python3.13}}\n"


def commands(hostile):
    """A script that leaves the proof, and every setting of git that takes a command."""
    evil = hostile.folder / "evil.sh"
    evil.write_text(f"#!/bin/sh\necho \"$0 $@\" >>{hostile.proof}\nexit 1\n")
    evil.chmod(0o755)
    hooks = hostile.folder / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman", "query-watchman", "post-checkout"):
        (hooks / name).write_text(evil.read_text())
        (hooks / name).chmod(0o755)
    return f"""
[core]
    fsmonitor = {evil}
    sshCommand = {evil}
    gitProxy = {evil}
    askPass = {evil}
    pager = {evil}
    editor = {evil}
    alternateRefsCommand = {evil}
    hooksPath = {hooks}
    attributesFile = {hostile.folder}/attributes
[pager]
    ls-tree = {evil}
    diff-index = {evil}
[credential]
    helper = !{evil}
[diff]
    external = {evil}
[diff "evil"]
    textconv = {evil}
    command = {evil}
[filter "evil"]
    clean = {evil}
    smudge = {evil}
    process = {evil}
    required = true
[gpg]
    program = {evil}
[alias]
    ls-tree = !{evil}
    cat-file = !{evil}
    rev-parse = !{evil}
[uploadpack]
    packObjectsHook = {evil}
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[protocol "ssh"]
    allow = always
[protocol "file"]
    allow = always
[protocol "evil"]
    allow = always
[submodule]
    recurse = true
"""


REMOTES = ("ssh://evil.example/x", "ext::{evil} x", "{evil}", "file://{folder}/nothing", "https://127.0.0.1:9/x")


def promisor(hostile, url):
    """What the repository lacks, its server is asked for."""
    evil = hostile.folder / "evil.sh"
    url = url.format(evil=evil, folder=hostile.folder)
    return f"""
[extensions]
    partialClone = evil
[remote "evil"]
    url = {url}
    promisor = true
    partialclonefilter = blob:none
    uploadpack = {evil}
    proxy = http://127.0.0.1:9
"""


def drop_blob(hostile, path):
    name = hostile.git("rev-parse", f"HEAD:{path}")
    (hostile.repository / ".git/objects" / name[:2] / name[2:]).unlink()


def configure(hostile, text, git=".git"):
    config = hostile.repository / git / "config"
    config.write_text(config.read_text().replace("repositoryformatversion = 0", "repositoryformatversion = 1") + text)


@pytest.fixture
def begun(hostile):
    (hostile.folder / "leaks").write_text("leak:libpcre2-8\n")  # of libgit2, where attributes name a diff driver
    hostile.environment["LSAN_OPTIONS"] = f"suppressions={hostile.folder}/leaks:print_suppressions=0"
    hostile.write("service.yml", SERVICE)
    hostile.write("app.py", "def f(e, c): pass\n")
    hostile.write("empty", "")
    hostile.write(".gitattributes", "* filter=evil diff=evil\n")
    (hostile.folder / "attributes").write_text("* filter=evil diff=evil\n")
    hostile.commit()
    hostile.write("service.yml", SERVICE.replace("python3.13", "python3.12"))
    hostile.commit()
    return hostile


def every_reader(hostile, **more):
    for words in (["hook", "run"], ["hook", "run", "--tree", "HEAD"], ["hook", "run", "--range", "HEAD~1..HEAD"], ["diff", "--against", "HEAD~1"],
                  ["diff", "--against", ":index"], ["diff", "--against", "HEAD~1", "--staged"], ["deploy", "--changed-since", "HEAD~1"], ["validate"], ["generate"], ["cost"],
                  ["cost", "--against", "HEAD~1"], ["hook", "status"], ["hook", "install"]):
        hostile.run(*words, AWS_ENDPOINT_URL="http://127.0.0.1:9", **more)


def test_what_its_configuration_names(begun):
    configure(begun, commands(begun))
    every_reader(begun)


@pytest.mark.parametrize("url", REMOTES)
@pytest.mark.parametrize("path", ["service.yml", "app.py", ".gitattributes"])
def test_missing_blobs(begun, url, path):
    drop_blob(begun, path)
    configure(begun, commands(begun) + promisor(begun, url))
    every_reader(begun)


def test_as_the_program_reads_it(begun):
    """Where libgit2 refuses (here: an extension), with an index whose files look changed."""
    configure(begun, commands(begun) + promisor(begun, REMOTES[0]))
    for file in ("empty", "app.py"):
        (begun.repository / file).touch()
    begun.write("new", "")
    begun.git("-c", "core.hooksPath=/dev/null", "-c", "filter.evil.clean=cat", "-c", "filter.evil.process=", "-c", "filter.evil.required=false", "add", "-N", "new")
    index = begun.repository / ".git/index"
    time = index.stat().st_mtime_ns
    for file in ("empty", "app.py", "new"):
        __import__("os").utime(begun.repository / file, ns=(time, time))
    begun.proof.unlink(missing_ok=True)
    every_reader(begun)


@pytest.mark.parametrize("partial", [False, True])
def test_an_embedded_bare_repository(begun, partial):
    """It comes with a clone as plain files."""
    begun.git("clone", "-q", "--bare", str(begun.repository), str(begun.repository / "inner"))
    configure(begun, commands(begun) + (promisor(begun, REMOTES[0]) if partial else ""), "inner")
    for file in ("service.yml", "app.py"):
        begun.write(f"inner/{file}", (begun.repository / file).read_text())
    for words in (["hook", "run", "--tree", "HEAD"], ["diff", "--against", "HEAD~1"]):
        result = begun.run(*words, cwd=begun.repository / "inner")
        assert result.status and "bare repository" in result.all
    text = (begun.repository / "inner/config").read_text()
    (begun.repository / "inner/config").write_text(text.replace("bare = true", f"bare = false\n    worktree = {begun.repository}/inner"))
    for words in (["hook", "run"], ["hook", "run", "--tree", "HEAD"], ["diff", "--against", "HEAD~1"], ["deploy", "--changed-since", "HEAD~1"]):
        begun.run(*words, cwd=begun.repository / "inner", AWS_ENDPOINT_URL="http://127.0.0.1:9")


@pytest.mark.parametrize("extension", [False, True])
def test_a_working_tree_elsewhere(begun, extension):
    """`core.worktree` would make the whole machine part of the repository."""
    begun.write("service.yml", SERVICE + f"variables: {{a: '${{file:{begun.outside}/secret.txt}}'}}\ndescription: '${{var:a}}'\n")
    for elsewhere in ("/", str(begun.folder)):
        configure(begun, f"[core]\n    worktree = {elsewhere}\n" + (promisor(begun, REMOTES[0]) if extension else ""))
        for words in (["hook", "run"], ["hook", "run", "--tree", "HEAD"], ["diff", "--against", "HEAD"]):
            result = begun.run(*words)
            assert result.status and "core.worktree" in result.all, result.all


def test_revisions_are_no_options(begun):
    for name in ("--help", "--output=x", "-c", "--upload-pack=x", "--exec=x"):
        for option in ("--tree", "--range"):
            begun.run("hook", "run", f"{option}={name}")
        begun.run("diff", f"--against={name}")
    assert not (begun.repository / "x").exists()
