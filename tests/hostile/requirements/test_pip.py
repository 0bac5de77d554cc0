"""Requirements as pip reads them: pip's own parser on the same bytes. Whatever the bytes, cfgen either refuses them, or
the file that it writes gives pip the same requirements and the same indexes as the bytes do, and nothing else."""

import os
import pathlib
import random
import subprocess

import pytest

os.environ.setdefault("LC_ALL", "C.UTF-8")
pip = pytest.importorskip("pip")
from pip._internal.index.package_finder import PackageFinder  # noqa: E402
from pip._internal.models.search_scope import SearchScope  # noqa: E402
from pip._internal.models.selection_prefs import SelectionPreferences  # noqa: E402
from pip._internal.index.collector import LinkCollector  # noqa: E402
from pip._internal.network.session import PipSession  # noqa: E402
from pip._internal.req.constructors import install_req_from_parsed_requirement  # noqa: E402
from pip._internal.req.req_file import parse_requirements  # noqa: E402
from pip._vendor.packaging.utils import canonicalize_name  # noqa: E402

PRINT = pathlib.Path(os.environ["CFGEN"]).with_name("print-requirements")
SECRET = "HOSTILEMARKsecret"
SESSION = PipSession()

# What a line may be made of; each fragment also stands alone.
ORDINARY = [
    "a==1", "Foo_Bar.baz==1.2.3", "b[x]==2", "b[x, Y_z]==2.0", "c>=1,<2", "d ~= 1.4.2", "e == 1.*", "f!=1,!=2", "g", "h===1.0", "i==1!2.0+local.1",
    "j==1.0rc1", 'k==1; python_version < "3.10"', "l==1 ; sys_platform == 'linux' and (os_name=='posix' or extra == \"x\")",
    'm==1;python_version>="3"and os_name=="x"', 'n==1; platform_machine not in "x86_64 arm64"', "o (>=1,<2)", "p(==1)", "q==1.0.post1.dev2", "# comment",
    "r==1 # comment", "  s==1  ", "t==1 --hash=sha256:" + "0" * 64, "u==1 --hash=sha256:" + "a" * 64 + " --hash sha512:" + "b" * 128,
    "v==1 \\\n    --hash=sha256:" + "1" * 64 + " \\\n    --hash=sha256:" + "2" * 64, "w==\\\n1", "x==1 \\\n# comment\ny==2", "--pre", "--no-index",
    "--index-url https://example.com/simple", "--index-url=https://example.com/simple/", "-i https://example.com/simple", "--prefer-binary",
    "--extra-index-url https://a.example/simple", "--extra-index-url https://a.example/x --index-url https://b.example/y", "--require-hashes",
    "--no-index --index-url https://c.example/z", "--index-url http://127.0.0.1:8080/simple", "z==1 # ünïcode", "# -*- coding: utf-8 -*-",
]
HOSTILE = [
    "./evil", "../evil", "/evil", "evil/", ".", "evil.zip", "evil.whl", "a==1.0+b.zip", "evil-1.0.tar.gz", "evil.TGZ[x]", "a-1-py3-none-any.whl",
    "file:./evil", "file:///evil", "https://example.com/a.zip", "git+https://example.com/a.git", "a @ https://example.com/a.zip", "a@file:///evil",
    "a @ file:///evil ; python_version > '2'", "-e ./evil", "--editable ./evil", "--edit ./evil", "--e=./evil", "-e./evil", "--pre -e ./evil",
    "--pre --edit=./evil", "a==1 -e ./evil", "a==1 --editable=./evil", "-r more.txt", "-rmore.txt", "--requirement more.txt", "--req=more.txt",
    "-c more.txt", "--constraint more.txt", "-f ./evil", "--find-links ./evil", "--find=./evil", "--trusted-host evil.example", "--index-url file:///evil",
    "-ihttps://evil.example", "-i=https://evil.example", "--index https://evil.example", "--extra-index https://evil.example", "--extra=https://evil.example",
    "--index-url https://user:pw@evil.example/simple", "--index-url https://evil.example/${SECRET}", "-i http://evil.example/${SECRET}/", "${SECRET}",
    "a==${SECRET}", "a==1 --install-option=--x", "a==1 --global-option=x", "a==1 --config-settings x=y", "a==1 --hash=md5:0", "a==1 --hash=sha256:0",
    "a==1 --hash=sha256:" + "g" * 64, "a==1 --hash sha256:" + "0" * 64 + " -e ./evil", "--no-binary :all:", "--only-binary :none:", "--use-feature=x",
    "--pypi-url https://evil.example", "--pre ./evil", "-- ./evil", "a==1 -- ./evil", "a==1 ./evil", "a==1 b==2", "a == 1 . 0", "a==1,", "a[x,]==1",
    "a===1,<2", "a===1 ,<2", "a (===1)", "a==1 <2", "a=1", "a==1;", "a==1; evil", "a==1; 'x' == 'y'", "a==1; os_name == 'x' ; ./evil",
    "a==1; python_version < '3' -e ./evil", "a==1\t--hash=sha256:" + "0" * 64, "a\t==1", "\\a==1", "a==1\\", "a==1 \\\\\n-e ./evil", "# x \\\n-e ./evil",
    "a==1 # x \\\n-e ./evil", "a==1 \\\n#x\n-e ./evil", "a==1 \\\n\n-e ./evil", "a==1 \\ \n-e ./evil", "# coding: utf-7\n# x +AAo-./evil", "\"a\"==1",
    "#coding=utf-16", "\n# coding: latin-1\na==1", "a==1\u00a0# x", "\u00a0#x\\\n-e ./evil", "a==1\u3000-e ./evil", "\ufeffa==1", "a\u200b==1", "é==1",
    "a==1 --hash='sha256:" + "0" * 64 + "'", "-'e' ./evil", "\"-e\" ./evil", "a==1 \"-e\" ./evil", "'-e' './evil'", "--index-url 'https://a.example'", "a==1 #",
    "#" * 3, "a==1#b", "--index-url https://a.example/#b", "--index-url https://a.example/ #b", "a==1  ;  os_name == 'x'  # c", "foo.zip; os_name=='x'",
]
BREAKS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2028", "\u2029", "\x00", "\x7f", " ", "\t", "\\\n", " \\\n", "\\\r\n",
          " # x", "#", " --", " -", "; ", "\\", "$", "'", '"', "[", "]", ",", "==", "1", "\ufeff", "é", "\u00a0"]


def read_by_pip(tmp_path, data, name):
    """What pip would install and which indexes it would ask; None where it refuses, or would read another file."""
    file = tmp_path / name
    file.write_bytes(data)
    finder = PackageFinder.create(link_collector=LinkCollector(session=SESSION, search_scope=SearchScope.create([], ["https://default.example"], no_index=False)),
                                  selection_prefs=SelectionPreferences(allow_yanked=False))
    found = []
    for parsed in parse_requirements(str(file), session=SESSION, finder=finder):
        made = install_req_from_parsed_requirement(parsed)
        assert made.editable is parsed.is_editable
        requirement = made.req
        found.append((canonicalize_name(requirement.name), frozenset(canonicalize_name(e) for e in requirement.extras), requirement.specifier,
                      str(made.markers) if made.markers else "", sorted((made.hash_options or {}).items()), made.editable, str(made.link or ""), parsed.constraint,
                      sorted(k for k, v in (parsed.options or {}).items() if v and k != "hashes")))
    scope = finder.search_scope
    return found, scope.index_urls, scope.find_links, getattr(scope, "no_index", None), finder.allow_all_prereleases, finder.prefer_binary, sorted(finder.trusted_hosts)


def printed_by_cfgen(inputs):
    asked = b"".join(b"%d\n" % len(data) + data for data in inputs)
    done = subprocess.run([PRINT], input=asked, capture_output=True, timeout=300, check=True)
    answers, at = [], 0
    for _ in inputs:
        end = done.stdout.index(b"\n", at)
        size, at = int(done.stdout[at:end]), end + 1
        answers.append(None if size < 0 else done.stdout[at:at + size])
        at += max(size, 0)
    assert at == len(done.stdout)
    return answers


def compare(tmp_path, inputs):
    accepted = 0
    for data, printed in zip(inputs, printed_by_cfgen(inputs)):
        if printed is None:
            continue
        assert SECRET.encode() not in printed and b"$" not in printed and printed.isascii()
        wanted = read_by_pip(tmp_path, data, "original.txt")
        given = read_by_pip(tmp_path, printed, "printed.txt")
        assert given == wanted, (data, printed)
        for requirement in given[0]:
            assert not requirement[5] and not requirement[6] and not requirement[7] and not requirement[8], (data, printed)
        assert not given[2] and not given[6], (data, printed)
        accepted += 1
    return accepted


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where a path of the requirements leads to something."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET", SECRET)
    for name in ("evil", "a", "b", "foo"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "setup.py").write_text("raise SystemExit(1)\n")
    for name in ("evil.zip", "a-1-py3-none-any.whl", "foo.zip", "evil-1.0.tar.gz"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "more.txt").write_text("more==1\n")
    return tmp_path


def test_what_is_ordinary_is_accepted(folder):
    inputs = [(line + "\n").encode() for line in ORDINARY]
    for data, printed in zip(inputs, printed_by_cfgen(inputs)):
        assert printed is not None, data
    assert compare(folder, inputs) == len(inputs)
    every = "\n".join(line for line in ORDINARY if "coding" not in line and "no-index" not in line)
    for text in (every, "\ufeff" + every, every.replace("\n", "\r\n"), every + "\n\n", "# -*- coding: UTF-8 -*-\n" + every):
        assert compare(folder, [text.encode()]) == 1


def test_what_is_hostile(folder):
    inputs = [before + line.encode() + after for line in HOSTILE for before in (b"", b"a==1\n", b"  ") for after in (b"", b"\n", b"\nb==2\n")]
    compare(folder, inputs)


def test_lines_end_alike(folder):
    inputs = []
    for mark in BREAKS:
        for before in ("# x", "a==1", "a==1 # x", "--pre"):
            for after in ("./evil", "-e ./evil", "--pre", "b==2", "--hash=sha256:" + "0" * 64):
                inputs.append((before + mark + after + "\n").encode())
    inputs += [b"# x\x85./evil\n", b"\xff\xfea\x00=\x00", b"\xfe\xff", b"\x00\x00\xfe\xff", b"+/v8-./evil", b"a==1\x00\n-e ./evil", b"a==1\xc2", b"\xe2\x80\xa8"]
    compare(folder, inputs)


def test_encodings(folder):
    inputs = ["# x\n-e ./evil\n".encode(encoding) for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig", "cp037")]
    for name in ("utf-7", "utf_7", "utf-16", "latin-1", "rot13", "unicode_escape", "raw_unicode_escape", "UTF-8", "utf8", "utf_8", "utf-8-sig", "cp037"):
        for line in ("# coding: %s", "# -*- coding: %s -*-", "#coding=%s", "# vim: set fileencoding=%s :", "# encoding:%s", "#coding:\t%s"):
            for first in ("", "\n", "# x\n", "a==1\n"):
                inputs.append((first + line % name + "\n# x +AAo-./evil \\u000a./evil\n").encode())
    compare(folder, inputs)


@pytest.mark.parametrize("seed", range(4))
def test_random_bytes(folder, seed):
    chance = random.Random(seed)
    inputs = []
    for _ in range(1500):
        parts = []
        for _ in range(chance.randint(1, 4)):
            parts.append(chance.choice(ORDINARY if chance.random() < 0.6 else HOSTILE))
            parts.append(chance.choice(BREAKS) if chance.random() < 0.4 else "\n")
        text = "".join(parts)
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
            at, what = chance.randrange(len(text) + 1), chance.random()
            if what < 0.4:
                text = text[:at] + chance.choice(BREAKS) + text[at:]
            elif what < 0.7:
                text = text[:at] + text[at + 1:]
            else:
                text = text[:at] + chr(chance.choice((chance.randrange(32), chance.randrange(32, 127), chance.randrange(128, 0x3100)))) + text[at + 1:]
        inputs.append(text.encode("utf-8", "surrogateescape"))
    assert compare(folder, inputs) > 100
