"""What a terminal, a log or a comment shows: every character is seen, and no line is a command."""

import json
import re
import unicodedata

import pytest

# General category Cf, Zl and Zp, by Python's own tables, and what is invisible besides.
INVISIBLE = "".join(
    [chr(code) for code in range(0x80, 0x110000) if unicodedata.category(chr(code)) in ("Cf", "Zl", "Zp")]
    + [chr(code) for code in (0x34F, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180F, 0x3164, 0xFE00, 0xFE0F, 0xFFA0, 0xE0100, 0xE01EF)]
)
CONTROL = "".join(chr(code) for code in [*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
LOGS = ["##[add-mask]x", "##[set-output name=x]y", "##vso[task.setvariable variable=x]y", "x##[x]", "\n::add-mask::x",
        "\r\n##[group]x", "\x1b[0Ksection_start:1:x\r\x1b[0Kx", "\x1b[0Ksection_end:1:x\r\x1b[0Kx", "\x1b]8;;http://x\x07x"]
FINDINGS = ["text", "json", "sarif", "github"]


def check_shown(text):
    seen = sorted({f"U+{ord(c):04X}" for c in text if c not in "\n" and (unicodedata.category(c) in ("Cf", "Zl", "Zp", "Cc") or c in INVISIBLE)})
    assert not seen, f"{seen} in:\n{text[:2000]}"
    assert "##[" not in text and "##vso[" not in text, text[:2000]
    for line in text.splitlines():
        command = re.match(r"\s*::(\S+)", line)
        assert not command or command[1] in ("error", "warning", "notice"), line


def template(value, id="Topic"):
    return json.dumps({"Resources": {id: {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": value, "Tags": [{"Key": value, "Value": value}]}},
                                     "Other" + id: {"Type": "AWS::KMS::Key" + value}}})


def chunks(text, size=60):
    return [text[start:start + size] for start in range(0, len(text), size)]


@pytest.mark.parametrize("evil", [*chunks(INVISIBLE), *chunks(CONTROL), *LOGS], ids=ascii)
def test_comparison(hostile, evil):
    hostile.write("old.json", template("before"))
    for id in ("Topic", evil):
        hostile.write("new.json", template(evil, id))
        for words in ([], ["--all"], ["--short"], ["--format", "markdown"], ["--format", "html"]):
            result = hostile.run("diff", "old.json", "new.json", *words)
            text = result.out
            if "html" in words:  # the page's own style and script are ours
                text = re.sub("<(script|style)[^>]*>.*?</\\1>", "", text, flags=re.S)
            check_shown(text)
            check_shown(result.err)
    for words in ([], ["--format", "markdown"]):
        check_shown(hostile.run("cost", "new.json", *words).all)
        check_shown(hostile.run("cost", "new.json", "--against", "file:old.json", *words).all)


@pytest.mark.parametrize("form", FINDINGS)
@pytest.mark.parametrize("evil", [*chunks(INVISIBLE), CONTROL, *LOGS], ids=ascii)
def test_findings(hostile, evil, form):
    """In a value, a key, a name, and in the name of the file itself."""
    text = json.dumps(evil)
    hostile.write("service.yml", f"service: {text}\n{text}: 1\nfunctions: {{f: {{handler: {text}, code: {text}}}}}\n"
                  f"queues: {{q: {{visibility: {text}}}}}\nregion: {text} # {evil if evil.isprintable() else ''}\n")
    check_shown(hostile.run("validate", "--findings", form).all)
    name = evil.replace("/", "").replace("\0", "")[:20] + ".yml"
    hostile.write(name, "service: x\nwrong: 1\n")
    result = hostile.run("validate", "--findings", form, "--", name)
    check_shown(result.all)
    result.finding("E101")
    for environment in ({"GITHUB_ACTIONS": "true"}, {"GITLAB_CI": "true"}):
        check_shown(hostile.run("validate", "--", name, **environment).all)


@pytest.mark.parametrize("evil", [*LOGS, "a\u200bb", "a\u202eb", "\U000e0041"], ids=ascii)
def test_names_of_files(hostile, evil):
    name = evil.replace("/", "")
    hostile.write("service.yml", "service: x\nfunctions: {f: {handler: app.f, runtime: python3.13}}\n")
    hostile.write("app.py", "def f(event, context): pass\n")
    base = hostile.commit()
    hostile.write(name, "x\n")
    hostile.write(f"{name}.service.yml", "service: x\nwrong: 1\n")
    hostile.write("app.py", "def f(event, context): return 1\n")
    hostile.commit()
    check_shown(hostile.run("hook", "run", "--range", f"{base}..HEAD").all)
    check_shown(hostile.run("hook", "run", "--tree", "HEAD", CFGEN_HOOK_SKIP="E101").all)
    check_shown(hostile.run("package").all)
    for form in ("terminal", "markdown"):
        check_shown(hostile.run("diff", "--against", base, "--format", form).all)
    # What changed is told before credentials are asked for.
    check_shown(hostile.run("deploy", "--changed-since", base, "--endpoint-url", "http://127.0.0.1:1", "--network-timeout", "1s").all)


@pytest.mark.parametrize("evil", ["::add-mask::x", "  ::add-mask::x", "::error file=x::y"])
def test_file_at_the_start_of_a_line(hostile, evil):
    hostile.write(evil, "service: x\nwrong: 1\n")
    for form in FINDINGS:
        result = hostile.run("validate", "--findings", form, "--", evil)
        assert not re.search(r"^\s*::(?!error title=)", result.all, re.M), result.all


def test_annotation_properties(hostile):
    """A property ends at a comma and the properties at `::`; the place stays right for an ordinary name."""
    hostile.write("a,b:c%d.yml", "service: x\nwrong: 1\n")
    line = hostile.run("validate", "--findings", "github", "--", "a,b:c%d.yml").all.splitlines()[0]
    assert line.startswith("::error title=E101,file=a%2Cb%3Ac%25d.yml,line=2,col=1,endColumn=6::unknown key"), line


@pytest.mark.parametrize("evil", LOGS, ids=ascii)
def test_words_of_the_command_line(hostile, evil):
    hostile.write("service.yml", "service: x\n")
    for words in ([evil], ["diff", "--" + evil], ["diff", "a", "b", evil], ["diff", "--format", evil], ["hook", evil],
                  ["diff", "--against", evil], ["hook", "run", "--tree", evil], ["cost", "--with", evil]):
        check_shown(hostile.run(*words).all)
