#!/usr/bin/env python3
"""review.py CHANGE: what a reviewer sees first of one change to examples/civicforge: the terminal at 80 and 120 columns,
the comment and the text of the page before anything in them is opened. Ends with 77 where git is absent."""
import fcntl, html.parser, os, pathlib, pty, re, shutil, struct, subprocess, sys, termios

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Each: the text that is replaced (a pattern), and what stands there afterwards.
CHANGES = {
    "rename": [(r"\bquests: (?=read|write|\[)", "tasks: "), (r"name: quests,", "name: tasks,"), (r"(?m)^  quests:$", "  tasks:"),
               (r"tables: \{quests:", "tables: {tasks:"), ("!Ref QuestsTable", "!Ref TasksTable")],
    "key": [("key: PK, SK", "key: questId")],
    "index": [("GSI1PK, GSI1SK", "status, createdAt")],
    "public-route": [("http: POST /quests]", "http: {route: POST /quests, auth: public}]")],
    "moved-region": [("us-west-2]", "eu-west-1]")],
    "dropped-bucket": [(r"\n  archive: .*", ""), (r", archive: \w+", ""), (r"archive: write, ", ""), (r"    buckets: \{archive.*\n", "")],
    "new-stage": [(r"  prod:\n", "  staging: {regions: [us-east-1], api: {domain: null}}\n  prod:\n")],
    "widened-role": [(r"(handlers/votes.tally.*?)quests: read", r"\1quests: [read, write]")],
    "runtime": [("python3.13", "python3.14")],
    "retries": [("jobs: {retries: 5}", "jobs: {retries: 8}")],
}
STAGE = {"new-stage": "staging"}


def replaced(text, change):
    for pattern, replacement in CHANGES[change]:
        pattern = pattern if re.search(pattern, text) else re.escape(pattern)
        text, count = re.subn(pattern, replacement, text)
        assert count, pattern
    return text


def git(*words):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *words], check=True)


def terminal(columns, *words):
    """What stands in a window that is so wide, and higher than any pager asks for."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 9999, columns, 0, 0))
    ran = subprocess.Popen(words, stdout=child, env={**os.environ, "TERM": "dumb"})
    os.close(child)
    text = b""
    try:
        while part := os.read(parent, 65536):
            text += part
    except OSError:  # how Linux says that the other end is closed
        pass
    ran.wait()
    return text.decode().replace("\r\n", "\n")


class Text(html.parser.HTMLParser):
    """One line for each block of the page that is seen before anything is opened."""
    BLOCKS = {"h1", "h2", "h3", "p", "li", "tr", "summary", "div", "article", "section", "nav", "footer", "details", "legend"}
    HIDDEN = {"style", "script", "form", "title"}

    def __init__(self):
        super().__init__()
        self.lines, self.hidden, self.closed, self.in_summary = [""], 0, [], False

    def handle_starttag(self, tag, attrs):
        self.closed += ["open" not in dict(attrs)] if tag == "details" else []
        self.hidden += tag in self.HIDDEN
        self.lines += [""] if tag in self.BLOCKS else []
        self.in_summary = tag == "summary" or self.in_summary

    def handle_endtag(self, tag):
        self.closed = self.closed[:-1] if tag == "details" else self.closed
        self.hidden -= tag in self.HIDDEN
        self.lines += [""] if tag in self.BLOCKS else []
        self.in_summary = tag != "summary" and self.in_summary

    def handle_data(self, data):
        above = self.closed[:-1] if self.in_summary else self.closed
        self.lines[-1] += "" if self.hidden or any(above) else " " + data

    def text(self):
        lines = (" ".join(line.split()) for line in self.lines)
        return "\n".join(line for line in lines if line and line != "link")


def seen(text):
    """Of a page or a comment, what stands there before anything is opened."""
    reader = Text()
    reader.feed(text)
    return reader.text() + "\n"


def first(text, most=60):
    """A reviewer has twenty seconds."""
    lines = text.splitlines()
    more = [f"… {len(lines) - most} more lines"] if len(lines) > most else []
    return "\n".join([*lines[:most], *more, ""])


def main():
    change = sys.argv[1]
    if not shutil.which("git"):
        sys.exit(77)
    shutil.copytree(ROOT / "examples/civicforge", "city", ignore=shutil.ignore_patterns("tests", "__pycache__"))
    os.chdir("city")
    git("init", "-q", "-b", "main", ".")
    git("config", "--global", "safe.directory", "*")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    path = pathlib.Path("service.yml")
    path.write_text(replaced(path.read_text(), change))
    words = ["cfgen", "diff", "--against", "main", "--stage", STAGE.get(change, "prod")]
    environment = {**os.environ, "AWS_REGION": "us-east-1"}
    plain = lambda form: subprocess.run([*words, "--format", form], stdout=subprocess.PIPE, text=True, env=environment).stdout
    shown = {"80 columns": terminal(80, *words), "120 columns": terminal(120, *words),
             "comment": re.sub(r"(?s)</summary>.*?</details>", "", plain("markdown")), "page": seen(plain("html"))}
    for name, text in shown.items():
        text = re.sub(r"\b[0-9a-f]{7}\b", "COMMIT", text)
        print(f"---- {name}\n{first(text)}", end="")


main()
