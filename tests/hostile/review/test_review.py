"""A change that somebody else wants: what it shows is what it does, and nothing of ours is in it."""

import re

import pytest

BEFORE = "service: shop\ntables:\n  orders: {key: id}\n"
LOSS = "service: shop\ntables:\n  orders: {key: number}\n"


def change(hostile, after=LOSS, before=BEFORE):
    """Two commits, and the hash of the first."""
    hostile.write("service.yml", before)
    base = hostile.commit()
    hostile.write("service.yml", after)
    hostile.commit()
    return base


@pytest.mark.parametrize("name", ["{base}", "{base:.10}", "main", "HEAD~1", "v1", "HEAD~1^{{commit}}"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_file_named_like_the_revision(hostile, name, kind):
    base = change(hostile)
    hostile.git("branch", "-f", "base", base)
    hostile.git("tag", "v1", base)
    hostile.git("checkout", "-q", "-b", "change")
    hostile.git("branch", "-f", "main", base)
    name = name.format(base=base)
    hostile.write(name if kind == "file" else f"{name}/service.yml", LOSS)
    hostile.write("other.yml", LOSS)
    hostile.git("add", "-A")
    hostile.git("commit", "-q", "--amend", "-m", "x")
    for words in (["--against", name], ["--against", f"rev:{name}"], [name, "HEAD"]):
        result = hostile.run("diff", *words, "--exit-code")
        assert result.status == 11 and "replaced" in result.out, result.all
        assert ("W761" in result.all) == (not words[-1].startswith("rev:")), result.all
    assert hostile.run("diff", "--against", f"file:{name}", "--exit-code").status == 0
    assert hostile.run("cost", "--against", f"rev:{name}").status == 0
    hostile.run("cost", "--against", name).finding("W761")


def test_file_named_head(hostile):
    hostile.write("service.yml", BEFORE)
    hostile.write("HEAD", LOSS)
    hostile.commit()
    hostile.write("service.yml", LOSS)
    hostile.git("add", "-A")
    result = hostile.run("diff", "--staged", "--exit-code")
    assert result.status == 11 and "W761" not in result.all, result.all


def test_file_and_revision_by_prefix(hostile):
    base = change(hostile)
    hostile.write("old.yml", BEFORE)
    assert hostile.run("diff", "old.yml", "service.yml", "--exit-code").status == 11
    assert hostile.run("diff", "file:old.yml", "file:service.yml", "--exit-code").status == 11
    assert hostile.run("diff", f"rev:{base}", "rev:HEAD", "--exit-code").status == 11
    assert hostile.run("hook", "run", "--range", f"rev:{base}..rev:HEAD").status == 0
    assert hostile.run("hook", "run", "--tree", "rev:HEAD").status == 0
    for words in (["hook", "run", "--tree", "file:old.yml"], ["hook", "run", "--range", f"file:old.yml..{base}"],
                  ["hook", "run", "--range", f"{base}..-x"], ["hook", "run", "--tree=-x"],
                  ["deploy", "--changed-since", "file:old.yml"], ["deploy", "--changed-since=rev:-x"],
                  ["diff", "--against", "rev:old.yml"], ["diff", "--against", "rev:--output=x"], ["diff", "--against=-x"]):
        result = hostile.run(*words)
        assert result.status == 1, result.all
        result.finding("E750")


def test_files_need_no_git(hostile):
    hostile.write("old.yml", BEFORE)
    hostile.write("service.yml", LOSS)
    assert hostile.run("diff", "old.yml", "service.yml", "--exit-code").status == 11
    assert hostile.run("diff", "old.yml", "service.yml", "--exit-code", PATH="/nowhere").status == 11


def test_untrusted_compares_revisions_only(hostile):
    base = change(hostile)
    hostile.write("old.yml", BEFORE)
    for words in (["--against", "old.yml"], ["--against", "file:old.yml"], ["--against", "./old.yml"], [],
                  ["old.yml", "service.yml"], ["rev:HEAD", "service.yml"], ["--drift"]):
        result = hostile.run("diff", "--untrusted", *words)
        assert result.status == 1, result.all
        assert "rev:main" in result.all, result.all
        result.finding("E760")
    hostile.run("cost", "--untrusted", "--against", "old.yml").finding("E760")
    # What is only in the working tree is not compared.
    hostile.write("service.yml", BEFORE)
    assert hostile.run("diff", "--untrusted", "--against", base, "--exit-code").status == 11
    assert hostile.run("diff", "--untrusted", "rev:HEAD", "rev::index", "--exit-code").status == 0
    assert hostile.run("diff", "--untrusted", "--staged", "--exit-code").status == 0
    assert hostile.run("diff", "--untrusted", "--against", "stage:prod", "--exit-code").status == 0
    assert hostile.run("diff", "--untrusted", f"rev:{base}", "rev:HEAD", "--exit-code").status == 11


@pytest.mark.parametrize("command", ["deploy", "outputs", "remove", "package"])
def test_untrusted_refuses_what_needs_trust(hostile, command):
    change(hostile)
    result = hostile.run(command, "--untrusted")
    assert result.status == 2 and "--untrusted" in result.err, result.all


UNKNOWN = """service: shop
region: ${env:AWS_REGION, us-east-1}
functions:
  work:
    handler: app.work
    code: src
    runtime: python3.13
    memory: ${env:MEMORY}
    timeout: ${env:TIMEOUT, 30}
    environment:
      KEY: ${env:AWS_SECRET_ACCESS_KEY}
      TOKEN: x-${env:GITHUB_TOKEN, ${env:CFGEN_TOKEN, none}}-${region}
      NESTED: ${var:key}
      FILE: ${file:.env, none}
      LINK: ${file:link.txt, none}
    events:
      - schedule: rate(${env:MINUTES} minutes)
queues:
  jobs: {visibility: "${env:VISIBILITY, 30s}"}
variables: {key: "${env:AWS_SESSION_TOKEN}"}
resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties: {BucketName: "${env:BUCKET}", Tags: "${env:TAGS}", VersioningConfiguration: {Status: "${env:CI_JOB_TOKEN}"}}
"""


def test_environment_is_unknown(hostile):
    hostile.write("src/app.py", "def work(event, context): pass\n")
    hostile.write(".gitignore", ".env*\n")
    hostile.write(".env", "MEMORY=HOSTILEMARKenv\n")
    hostile.write(".env.dev", "BUCKET=HOSTILEMARKenv\n")
    hostile.link("link.txt", ".env")
    base = change(hostile, UNKNOWN.replace("30s", "60s").replace("MEMORY}", "MEMORY, 128}"), UNKNOWN)
    for words in (["validate"], ["generate"], ["generate", "--format", "json"], ["cost"], ["cost", "--against", base],
                  ["hook", "run", "--range", f"{base}..HEAD"], ["hook", "run", "--all"]):
        for environment in ({}, {"MEMORY": "HOSTILEMARK1", "BUCKET": "HOSTILEMARK2", "TAGS": "HOSTILEMARK3", "CI": "true"}):
            result = hostile.run(*words, "--untrusted", **environment)
            assert result.status == 0 and "error" not in result.err, result.all
    assert hostile.run("validate", "--untrusted").all == ""
    for form in ("terminal", "markdown", "json", "html"):
        result = hostile.run("diff", "--untrusted", "--against", base, "--format", form)
        assert result.status == 0, result.all
        shown = re.sub("<[^>]*>", "", result.out)  # a page marks the words that differ
        assert "{env:VISIBILITY, 60s}" in shown and "{env:MEMORY, 128}" in shown, result.all
    assert hostile.run("diff", "--untrusted", "rev:HEAD", "rev:HEAD", "--exit-code", MEMORY="1").status == 0


@pytest.mark.parametrize("line,place", [("tables: {orders: {key: '${env:KEY}'}}", "2:"),
                                        ("functions: {f: {handler: app.work, code: '${env:FOLDER}'}}", "2:"),
                                        ("service: '${env:NAME}'\ntables: {orders: {key: id}}", "2:"),
                                        ("tables: '${file:tables.${env:STAGE, dev}.yml}'", "2:"),
                                        ("tables: {orders: {key: id, stream: '${env:STREAM}'}}", "2:")])
def test_what_cfgen_reads_itself(hostile, line, place):
    """A finding about a value that nobody knows is a warning at its line, and no error."""
    service = "" if line.startswith("service:") else "service: shop\n"
    hostile.write("service.yml", f"{service or '# x' + chr(10)}{line}\nqueues: {{jobs: {{}}}}\n")
    hostile.write("app.py", "def work(event, context): pass\n")
    hostile.commit()
    result = hostile.run("validate", "--untrusted")
    assert result.status == 0, result.all
    if "W762" in result.all:
        result.finding("W762", f"service.yml:{place}")


def test_no_network_and_no_dotenv_is_touched(hostile):
    """Not even tried: neither the module that knows the network is loaded, nor a .env opened."""
    import shutil

    if not shutil.which("strace"):
        pytest.skip("no strace")
    hostile.write("src/app.py", "def work(event, context): pass\n")
    base = change(hostile, UNKNOWN, UNKNOWN.replace("30", "31"))
    hostile.write(".env", "A=1\n")
    for words in (["diff", "--untrusted", "--against", base], ["diff", "--untrusted"], ["validate", "--untrusted"],
                  ["cost", "--untrusted", "--against", base]):
        trace = hostile.folder / "trace"
        hostile.trace(trace, *words)
        text = trace.read_text()
        assert "openat" in text and "transport" not in text and ".env" not in text and "connect(" not in text, words
        assert text.count("execve(") == 1, text
