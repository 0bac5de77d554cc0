"""Small inputs that would make much of themselves: variables, aliases, links among folders, Git trees."""

import hashlib
import itertools
import zlib

import pytest

LIMIT = 60  # seconds: each takes one, and took more than these before there was a budget

SERVICE = "service: x\nfunctions:\n  f: {handler: app.f}\n"
APP = "def f(e, c): pass\n"


def check(hostile, code, place=None, words=("validate",)):
    result = hostile.run(*words, seconds=LIMIT)
    assert result.status == 1, result.all[:2000]
    result.finding(code, place)
    assert len(result.all) < 200_000
    return result


@pytest.mark.parametrize("text", [
    "${env:A, " * 18_000 + "x" + "}" * 18_000,
    "${" * 18_000 + "x" + "}" * 18_000,
    "${var:" * 18_000 + "a" + "}" * 18_000,
    "${env:A, " + ", ".join("${env:B%d}" % i for i in range(18_000)) + "}",
    "${env:${env:" * 9_000 + "x" + "}}" * 9_000,
])
def test_nested(hostile, text):
    hostile.write("service.yml", SERVICE + f"tags: {{a: '{text}'}}\n")
    hostile.write("app.py", APP)
    check(hostile, "E115", "service.yml:4")


@pytest.mark.parametrize("text", ["${" * 30_000, "${a" * 30_000, "a${b, " * 15_000, "$${" * 30_000, "}" * 60_000, "${}" * 30_000, "${x}" * 30_000,
                                  "${env:X" * 30_000 + "}" * 29_999, "$" * 90_000, "${,}" * 60_000])
@pytest.mark.parametrize("where", ["tags: {a: '%s'}", "resources: {T: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Sub '%s'}}}"])
def test_unclosed(hostile, text, where):
    hostile.write("service.yml", SERVICE + where % text + "\n")
    hostile.write("app.py", APP)
    result = hostile.run("validate", seconds=LIMIT)
    assert result.status in (0, 1)
    assert "tags" not in where or len(result.all) < 1_000_000 # of an unknown name in Fn::Sub each is told


def test_names_within_names(hostile):
    """Each would reach to the same brace, which is as far away as there are names."""
    hostile.write("service.yml", SERVICE + "resources: {T: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Sub '%s'}}}\n" % (("${" + "a" * 200) * 3_000 + "}" * 3_000))
    hostile.write("app.py", APP)
    result = hostile.run("validate", seconds=LIMIT)
    assert result.status == 1
    result.finding("E216", "service.yml:4")


def test_large_variable_often(hostile):
    """Nearly 1 MB of words, 3,000 times."""
    hostile.write(".env", "BIG=" + "x y " * 240_000 + "\n")
    hostile.write("app.py", APP)
    hostile.write("service.yml", SERVICE + "tags:\n" + "".join(f"  t{i}: '${{env:BIG}}'\n" for i in range(3_000)))
    check(hostile, "E117", "service.yml:")


@pytest.mark.parametrize("use", ["'${var:big}'", "'a ${var:big}'", "'${file:big.txt}'", "'${file:big.txt}b'", "'${file:big.yml#text}'", "*big"])
def test_large_text_often(hostile, use):
    """1 MB, 3,000 times."""
    text = "x" * 1_000_000
    hostile.write("big.txt", text)
    hostile.write("big.yml", f"text: {text}\n")
    hostile.write("app.py", APP)
    hostile.write("service.yml", SERVICE + f"variables: {{big: &big '{text}'}}\ntags:\n" + "".join(f"  t{i}: {use}\n" for i in range(3_000)))
    result = check(hostile, "E117", "service.yml:")
    assert result.all.count("E117") < 10


def test_values_within_values(hostile):
    """Each is ten times the one before."""
    values = "".join(f"  v{i}: [" + ", ".join([f"'${{var:v{i - 1}}}'"] * 10) + "]\n" for i in range(1, 12))
    hostile.write("service.yml", SERVICE + "variables:\n  v0: x\n" + values + "tags: {a: '${var:v11}'}\n")
    hostile.write("app.py", APP)
    check(hostile, "E117")


def test_texts_within_texts(hostile):
    values = "".join(f"  v{i}: '" + f"${{var:v{i - 1}}}" * 10 + "'\n" for i in range(1, 12))
    hostile.write("service.yml", SERVICE + "variables:\n  v0: xxxxxxxxxx\n" + values + "tags: {a: '${var:v11}'}\n")
    hostile.write("app.py", APP)
    check(hostile, "E117")


def test_aliases(hostile):
    lines = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 10) + "]\n" for i in range(1, 12))
    hostile.write("service.yml", lines + SERVICE)
    check(hostile, "E117")


def test_files_that_include_each_other(hostile):
    for i in range(12):
        hostile.write(f"f{i}.yml", "a: [" + ", ".join(f"'${{file:f{(i + k) % 12}.yml#a}}'" for k in range(1, 5)) + "]\n")
    hostile.write("service.yml", SERVICE + "tags: {a: '${file:f0.yml#a}'}\n")
    hostile.write("app.py", APP)
    result = hostile.run("validate", seconds=LIMIT)
    assert result.status == 1
    assert "E130" in result.all or "E117" in result.all


def test_folders_full_of_links(hostile):
    """12 folders with links to each other: each path through them is another one."""
    folders = [f"d{i}" for i in range(12)]
    for folder in folders:
        hostile.write(f"{folder}/x.py", APP)
    for one, other in itertools.permutations(folders, 2):
        hostile.link(f"{one}/{other}", f"../{other}")
    hostile.write("service.yml", SERVICE)
    hostile.write("app.py", APP)
    hostile.commit()
    result = hostile.run("validate", seconds=LIMIT)
    assert result.status == 1 and "E305" in result.all, result.all[:2000]
    result = hostile.run("hook", "run", "--tree", "HEAD", seconds=LIMIT)
    assert result.status == 1, result.all[:2000]


def test_circles_of_links(hostile):
    hostile.link("a", "b")
    hostile.link("b", "a")
    hostile.link("c", ".")
    hostile.link("d", "d")
    hostile.link("e", "/".join(["e"] * 900))
    for i in range(60):
        hostile.link(f"l{i}", f"l{i + 1}/l{i + 1}")
    hostile.write("service.yml", SERVICE + "tags: {a: '${file:a}', b: '${file:c/c/c/c/x}', c: '${file:e/e/e}', d: '${file:l0}', e: '${file:%s}'}\n" % ("d/" * 3000))
    result = hostile.run("validate", seconds=LIMIT)
    assert result.status == 1
    result.finding("E129", "service.yml:4")


def objects(hostile, kind, content):
    """A Git object as no `git add` makes it."""
    data = f"{kind} {len(content)}".encode() + b"\0" + content
    name = hashlib.sha1(data).hexdigest()
    file = hostile.repository / ".git/objects" / name[:2] / name[2:]
    file.parent.mkdir(exist_ok=True)
    if not file.exists():
        file.write_bytes(zlib.compress(data))
    return name


def tree(hostile, *entries):
    return objects(hostile, "tree", b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(sha) for mode, name, sha in entries))


def commit_of(hostile, tree_name):
    return hostile.git("commit-tree", tree_name, "-m", "x")


@pytest.mark.parametrize("name", [b"/etc/passwd", b"..", b"../outside/secret.txt", b".git", b".GIT", b"a/../../outside/secret.txt", b"."])
@pytest.mark.parametrize("mode", ["100644", "40000", "120000"])
def test_forged_tree(hostile, name, mode):
    hostile.write("service.yml", "service: x\nfunctions:\n  f: {handler: app.f, runtime: python3.13, code: code}\n")
    hostile.write("code/app.py", APP)
    hostile.commit()
    blob = objects(hostile, "blob", b"../outside/secret.txt")
    app = objects(hostile, "blob", APP.encode())
    folder = tree(hostile, ("100644", b"app.py", app))
    inner = tree(hostile, *sorted([(mode, name, folder if mode == "40000" else blob), ("100644", b"app.py", app)], key=lambda e: e[1]))
    service = objects(hostile, "blob", (hostile.repository / "service.yml").read_bytes())
    top = tree(hostile, ("40000", b"code", inner), ("100644", b"service.yml", service))
    revision = commit_of(hostile, top)
    for words in (["diff", "--against", revision], ["hook", "run", "--tree", revision], ["diff", revision, "HEAD"]):
        result = hostile.run(*words, seconds=LIMIT)
        assert result.status != 0, result.all
        if words[0] == "hook":
            result.finding("E137")


@pytest.mark.parametrize("name", [b"/etc/passwd", b"..", b".git"])
def test_forged_tree_at_the_top(hostile, name):
    """The description itself, and what it includes, in a forged folder."""
    hostile.write("service.yml", SERVICE)
    hostile.write("app.py", APP)
    hostile.commit()
    blob = objects(hostile, "blob", b"service: x\ntags: {a: '${file:/etc/passwd}', b: '${file:../outside/secret.txt}'}\n")
    inner = tree(hostile, ("100644", b"service.yml", blob))
    revision = commit_of(hostile, tree(hostile, ("40000", name, inner)))
    hostile.run("hook", "run", "--tree", revision, seconds=LIMIT)
    hostile.run("diff", "--against", revision, seconds=LIMIT)


def test_tree_bomb(hostile):
    """A tree of ten equal trees, and so on: 10^10 files in twelve objects."""
    hostile.write("service.yml", "service: x\nfunctions:\n  f: {handler: app.f, runtime: python3.13, code: code}\n")
    hostile.write("code/app.py", APP)
    hostile.commit()
    app = objects(hostile, "blob", APP.encode())
    inner = tree(hostile, ("100644", b"app.py", app))
    for _ in range(10):
        inner = tree(hostile, *((("40000", f"d{i}".encode(), inner)) for i in range(10)))
    service = objects(hostile, "blob", (hostile.repository / "service.yml").read_bytes())
    revision = commit_of(hostile, tree(hostile, ("40000", b"code", inner), ("100644", b"service.yml", service)))
    for words in (["hook", "run", "--tree", revision], ["diff", "--against", revision]):
        result = hostile.run(*words, seconds=LIMIT)
        assert result.status != 0, result.all[:2000]
