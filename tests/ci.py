"""ci.py CFGEN [TEST…]: the steps of action.yml and the jobs of ci/gitlab.yml, run as their runners run them, in real repositories.
Only what the forges answer about comments is made here, as their documentation has it. Ends with 77 without PyYAML."""
import http.server, json, os, pathlib, re, subprocess, sys, tempfile, threading

try:
    import yaml
except ImportError:
    print("skipped: no PyYAML")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parent.parent
cfgen = pathlib.Path(sys.argv[1]).resolve()
work = pathlib.Path(tempfile.mkdtemp())
BEFORE = "service: shop\nregion: us-east-1\nqueues:\n  jobs: {visibility: 30s}\ntables:\n  orders: {key: id}\n"


ME, STRANGER = 41, 42


def comment_of(author, body):
    number = len(Forge.comments) + 1
    return {"id": number, "node_id": f"IC_{number}", "author": {"id": author}, "body": body}


class Forge(http.server.BaseHTTPRequestHandler):
    comments, asked, fails, tells = [], [], 0, True

    def log_message(self, *_):
        pass

    def answer(self, status, value):
        text = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        self.act()

    do_POST = do_PATCH = do_PUT = do_GET

    def act(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "{}")
        Forge.asked.append((self.command, self.path.split("?")[0]))
        if Forge.fails:
            Forge.fails -= 1
            return self.answer(502, {"message": "Bad Gateway"})
        if "reads" in (self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or "") and self.command != "GET":
            return self.answer(403, {"message": "Resource not accessible by integration"})
        if self.path == "/graphql":
            assert "viewerDidAuthor" in body["query"]
            nodes = [{"viewerDidAuthor": comment["node_id"] in body["variables"]["ids"] and comment["author"]["id"] == ME}
                     for comment in Forge.comments if comment["node_id"] in body["variables"]["ids"]]
            return self.answer(200, {"data": {"nodes": nodes}} if Forge.tells else {"errors": [{"message": "forbidden"}]})
        if self.path == "/user":  # GITHUB_TOKEN may not ask this
            return self.answer(200, {"id": ME}) if "PRIVATE-TOKEN" in self.headers and Forge.tells else self.answer(403, {"message": "no"})
        if self.command == "GET":
            page = int(re.search(r"[?&]page=(\d+)", self.path)[1])
            return self.answer(200, Forge.comments[(page - 1) * 100:page * 100])
        if self.command == "POST":
            Forge.comments.append(comment_of(ME, body["body"]))
            return self.answer(201, Forge.comments[-1])
        comment = Forge.comments[int(self.path.rsplit("/", 1)[1]) - 1]
        comment["body"] = body["body"]
        return self.answer(200, comment)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forge)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}"


class Repository:
    """A service on main, and a branch that changes it."""

    def __init__(self, name, after=BEFORE.replace("30s", "60s")):
        self.path, self.env = work / name, dict(
            PATH=f"{cfgen.parent}:{os.environ['PATH']}", HOME=str(work), LC_ALL="C.UTF-8", GIT_CONFIG_NOSYSTEM="1", CFGEN_PAUSE="0.01",
            **{f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "a"), ("EMAIL", "a@b.example"))})
        self.path.mkdir()
        self.git("init", "-q", "-b", "main")
        self.write(BEFORE)
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.git("checkout", "-q", "-b", "change")
        self.write(after)

    def git(self, *words):
        subprocess.run(["git", *words], cwd=self.path, env=self.env, check=True, stdout=subprocess.DEVNULL)

    def write(self, text):
        (self.path / "service.yml").write_text(text)
        self.git("add", ".")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def run(self, script, **env):
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=self.path, env={**self.env, **env}, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout


def action(repository, event=None, token="writes", **inputs):
    """Status, text and outputs of the steps of action.yml that these inputs choose."""
    description = yaml.safe_load((ROOT / "action.yml").read_text())
    values = {name: row.get("default", "") for name, row in description["inputs"].items()} | inputs
    said, outputs, summary = "", work / "github-output", work / "github-summary"
    for file in (outputs, summary):
        file.write_text("")
    (work / "event.json").write_text(json.dumps(event or {"pull_request": {"number": 7}}))
    github = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push" if values["command"] == "deploy" else "pull_request", "GITHUB_GRAPHQL_URL": f"{URL}/graphql", "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_EVENT_PATH": str(work / "event.json"), "GITHUB_API_URL": URL,
              "GITHUB_REPOSITORY": "city/quests", "GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_BASE_REF": "main"}
    for step in description["runs"]["steps"]:
        assert step["shell"] == "bash"
        if wanted := re.fullmatch(r"inputs\.(\w+) == '(\w+)'", step.get("if", "")):
            if values[wanted[1]] != wanted[2]:
                continue
        else:
            assert "if" not in step
        put = lambda text: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: values[found[1]].replace("${{ github.token }}", token), text)  # noqa: E731
        status, text = repository.run(step["run"], **github, **{name: put(value) for name, value in step.get("env", {}).items()})
        said += text
        if status:
            return status, said, {}
    told = {name: value for name, _, value in re.findall(r"^([\w-]+)<<([0-9a-f]{32})\n(.*?)\n\2\n", outputs.read_text(), re.M | re.S)}
    return 0, said, {**told, "summary": summary.read_text()}


def gitlab(repository, job, **more):
    description = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text())
    lines = description[".cfgen"]["before_script"] + description[job]["script"]
    env = {"GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "push" if job == "cfgen:deploy" else "merge_request_event", "CI_API_V4_URL": URL, "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "9", "CFGEN_REPOSITORY": str(ROOT),
           "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CFGEN_TOKEN": "writes", "CFGEN_VERSION": "main", **more}
    clone = [line for line in lines if line.startswith("git clone")]
    assert len(clone) == 1 and "/tmp" not in "".join(lines)
    script = "\n".join(lines).replace(clone[0], f'cp -R "{ROOT}/ci" "$CFGEN_FOLDER/"')
    (work / "jobs").mkdir(exist_ok=True)
    done = repository.run(script, **{**env, "TMPDIR": str(work / "jobs")})
    assert not any((work / "jobs").iterdir()), "a job leaves its folder behind"
    return done


def begin():
    Forge.comments, Forge.asked, Forge.fails, Forge.tells = [], [], 0, True
    Forge.comments.append(comment_of(STRANGER, "Looks good"))


def test_one_comment_is_made_and_kept_up(name):
    begin()
    repository = Repository(name)
    status, said, told = action(repository, command="diff")
    assert status == 0 and told["changes"] == "true" and told["data-loss"] == "false", said
    assert "VisibilityTimeout: 60" in told["summary"] and told["summary"] == Forge.comments[1]["body"]
    repository.write(BEFORE.replace("30s", "90s"))
    Forge.fails = 2
    assert action(repository, command="diff")[0] == 0
    repository.write(BEFORE)
    assert action(repository, command="diff")[2]["changes"] == "false"
    assert len(Forge.comments) == 2 and "no changes" in Forge.comments[1]["body"], Forge.comments
    assert Forge.asked[-1] == ("PATCH", "/repos/city/quests/issues/comments/2")


def test_nothing_to_say_is_no_comment(name):
    begin()
    repository = Repository(name, BEFORE)
    assert action(repository, command="diff")[0] == 0 and len(Forge.comments) == 1
    assert action(Repository(f"{name}-off"), command="diff", comment="false")[0] == 0 and len(Forge.comments) == 1


def test_a_fork_may_not_write_and_passes(name):
    begin()
    for token in ("", "reads"):
        status, said, told = action(Repository(f"{name}{token}"), command="diff", token=token)
        assert status == 0 and "::warning::no comment is written" in said and told["changes"] == "true", said
    assert len(Forge.comments) == 1


def test_a_loss_can_fail(name):
    begin()
    lossy = BEFORE.replace("orders: {key: id}", "orders: {key: number}")
    status, said, _ = action(Repository(name, lossy), command="diff", fail="data-loss")
    assert status == 11 and "data loss" in said, said
    assert action(Repository(f"{name}-told", lossy), command="diff")[2]["data-loss"] == "true"


def test_what_costs_too_much_more_can_fail(name):
    begin()
    dear = BEFORE + "dashboard: true\n"
    status, said, _ = action(Repository(name, dear), command="diff", more="2.50")
    assert status == 1 and "E755" in said and "adds $3.00 a month" in said and "(+$3.00)" in Forge.comments[1]["body"], said
    assert action(Repository(f"{name}-little", dear), command="diff", more="3.50")[0] == 0
    assert action(Repository(f"{name}-deployed", dear), command="diff", more="1", against="deployed")[0] == 2


def test_what_is_wrong_stands_at_its_line(name):
    status, said, _ = action(Repository(name, BEFORE + "queue: {}\n"), command="check")
    assert status == 1 and re.search(r"^::error title=E101,file=service.yml,line=7,", said, re.M), said
    status, said, _ = action(Repository(f"{name}-good"), command="check")
    assert status == 0 and "checked 1" in said, said


def test_a_stage_is_checked(name):
    staged = BEFORE + "stages:\n  prod:\n    queues: {jobs: {visibility: 13h}}\n"
    repository = Repository(name, staged)
    assert action(repository, command="check")[0] == 0
    status, said, _ = action(repository, command="check", stage="prod")
    assert status == 1 and "file=service.yml,line=9," in said, said


ASKING = "--endpoint-url http://127.0.0.1:1 --network-timeout 1s"


def test_code_beside_the_repository_is_compared(name):
    """With the service at the top of the repository, where .git is."""
    code = BEFORE + "functions:\n  work: {handler: app.work, runtime: python3.13}\n"
    repository = Repository(name, code)
    (repository.path / "app.py").write_text("def work(event, context): ...\n")
    repository.write(code)
    status, said, _ = action(repository, command="deploy", since="HEAD", options=ASKING)
    assert status == 0 and "nothing to deploy" in said, said
    (repository.path / "app.py").write_text("def work(event, context): return 1\n")
    repository.write(code)
    status, said, _ = action(repository, command="deploy", since="HEAD~1", options=ASKING)
    assert status and "app.py has changed" in said, said


def test_the_commit_before_may_be_missing(name):
    """In the first push of a branch, and in a clone of one commit."""
    repository = Repository(name, BEFORE)
    status, said, _ = action(repository, command="deploy", since="0" * 40, options=ASKING)
    assert status and "nothing to deploy" not in said and "E400" in said, said
    before = subprocess.check_output(["git", "rev-parse", "HEAD~1"], cwd=repository.path, text=True).strip()
    repository.git("config", "uploadpack.allowAnySHA1InWant", "true")
    shallow = work / f"{name}-shallow"
    repository.git("clone", "-q", "--depth=1", f"file://{repository.path}", str(shallow))
    repository.path = shallow
    status, said, _ = action(repository, command="deploy", since=before)
    assert status == 0 and "nothing to deploy" in said, said


def test_only_what_has_changed_is_deployed(name):
    repository = Repository(name)
    (repository.path / "README.md").write_text("x\n")
    repository.git("add", ".")
    repository.git("commit", "-q", "-m", "words")
    status, said, _ = action(repository, command="deploy", since="HEAD~1")
    assert status == 0 and "nothing to deploy" in said, said
    refused = action(repository, command="deploy", options="--endpoint-url http://127.0.0.1:1 --network-timeout 1s")
    assert refused[0] in (1, 6) and "::error" in refused[1], refused


def test_gitlab_has_the_same(name):
    begin()
    repository = Repository(name)
    for _ in range(2):
        status, said = gitlab(repository, "cfgen:diff")
        assert status == 0 and "VisibilityTimeout: 60" in said, said
    assert len(Forge.comments) == 2 and Forge.asked[-1] == ("PUT", "/projects/3/merge_requests/9/notes/2"), Forge.asked
    status, said = gitlab(repository, "cfgen:check")
    assert status == 0 and "checked 1" in said, said
    status, said = gitlab(repository, "cfgen:diff", CFGEN_TOKEN="")
    assert status == 0 and "warning: no comment is written" in said, said
    status, said = gitlab(repository, "cfgen:deploy", CFGEN_SINCE="HEAD")
    assert status == 0 and "nothing to deploy" in said, said


def commands_of(log):
    """What GitHub's runner takes for commands in a log: `::name …::` at the start of a line, behind blanks, and `##[name …]`
    anywhere in it, but not between ::stop-commands::TOKEN and ::TOKEN::."""
    found, token = [], None
    for line in log.splitlines():
        command = re.match(r"\s*::([^\s:]+)[^\n]*?::(.*)", line)
        if token:
            token = None if command and command[1] == token else token
        elif command and command[1] == "stop-commands":
            token = command[2]
            assert re.fullmatch("[0-9a-f]{32}", token), token
        elif command or "##[" in line:
            found.append(command[1] if command else line)
    assert not token, "commands are stopped to the end"
    return found


EVIL = ["::set-output name=changes::false", "  ::add-mask::x", "##[add-mask]x", "##vso[task.setvariable variable=x]y", "x\n::add-mask::x",
        "x\n##[set-output name=changes]false", "$(touch proof)", "`touch proof`", "'; touch proof; '", "x\r\n::stop-commands::x",
        "\x1b[0Ksection_start:1:x\r\x1b[0K", "-o proof", "--output=proof", "--upload-pack=touch proof", "<!-- x -->", "\u200b\u202ex", "*", "%0A::add-mask::x"]


def check_log(said, name):
    unexpected = [command for command in commands_of(said) if command not in ("error", "warning", "notice")]
    assert not unexpected, f"{name!r}: {unexpected}\n{said}"
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b\u202e]", said.replace("\r\n", "")), f"{name!r}: {said!r}"


def test_what_a_stranger_writes_is_no_command(name):
    """Values, names of resources and names of files that a pull request brings."""
    begin()
    code = BEFORE + "functions:\n  work: {handler: app.work, runtime: python3.13, environment: {%s}}\n"
    before, after = (", ".join(f"V{number}x: {json.dumps(value)}" for number, value in enumerate(values)) for values in (["before"] * len(EVIL), EVIL))
    repository = Repository(name, code % before)
    (repository.path / "app.py").write_text("def work(event, context): ...\n")
    repository.write(code % before)
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    for evil in EVIL:
        file = evil.replace("/", "")
        (repository.path / file).write_text("x\n")
        (repository.path / f"{file}.service.yml").write_text("service: x\nwrong: 1\n")
    wrong = "".join(f"{json.dumps(evil)}: 1\n" for evil in EVIL if evil != "*")
    topics = "".join(f"  Topic{number}: {{Type: 'AWS::SNS::Topic', Properties: {{DisplayName: {json.dumps(evil)}}}}}\n" for number, evil in enumerate(EVIL))
    repository.write(code % after + f"resources:\n{topics}{wrong}")
    status, said, _ = action(repository, command="check")
    assert status == 1 and said.count("E101") > 2 * len(EVIL) - 2, said
    check_log(said, "check")
    status, said = gitlab(repository, "cfgen:check")
    assert status == 1 and "\x1b" not in said and "E101" in said, said
    repository.write(code % after + f"resources:\n{topics}")
    status, said, told = action(repository, command="diff", more="1000")
    assert status == 0 and told["changes"] == "true", said
    check_log(said, "diff")
    assert "\u200b" not in Forge.comments[-1]["body"] and Forge.comments[-1]["body"] == told["summary"]
    status, said = gitlab(repository, "cfgen:diff")
    assert status == 0 and not re.search("[\x1b\u200b\u202e]|##\\[", said), said
    assert not (repository.path / "proof").exists()


def test_texts_and_outputs_are_taken_as_they_are(name):
    """By the functions that the scripts share, whatever is in a text."""
    text, out = work / f"{name}.txt", work / f"{name}.out"
    evil = "\n".join(EVIL) + "\n::error::x"
    text.write_text(evil)
    script = f'set -eu; . {ROOT}/ci/common.sh; show "{text}"; output one <"{text}"; printf 2 | output two'
    done = subprocess.run(["bash", "-c", script], env={"PATH": os.environ["PATH"], "GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(out)},
                          capture_output=True, text=True, check=True)
    assert commands_of(EVIL[1]) and commands_of(EVIL[2]) and not commands_of(done.stdout) and "##[add-mask]x" in done.stdout, done.stdout
    first, second = re.fullmatch("one<<(.+)\n((?:.|\n)*)\n\\1\ntwo<<(.+)\n2\n\\3\n", out.read_text()).group(1, 3)
    assert first != second and len(first) == 32 and first not in evil


def test_inputs_are_words(name):
    """A workflow may make a stage of a branch's name."""
    repository = Repository(name)
    for evil in EVIL:
        for command, places in (("check", "stage against options"), ("diff", "service stage against options more"),
                                ("deploy", "service stage since options")):
            for place in places.split():
                said = action(repository, command=command, comment="false", **{place: evil})[1]
                check_log(said, evil)
                assert not (repository.path / "proof").exists(), (evil, place, command)
    for branch in ("$(touch${IFS}proof)", "`touch${IFS}proof`", ";touch${IFS}proof", "-x"):
        repository.git("update-ref", f"refs/heads/{branch}", "HEAD")
        repository.git("update-ref", f"refs/remotes/origin/{branch}", "HEAD~1")
        repository.git("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        for job in ("cfgen:check", "cfgen:diff"):
            status, said = gitlab(repository, job, CI_MERGE_REQUEST_TARGET_BRANCH_NAME=branch)
            assert status == 0 and "60" in said + "60" and not (repository.path / "proof").exists(), (branch, said)


def test_options_are_not_file_names(name):
    """A * in more options is the pattern of cfgen, not the names of files that a stranger adds."""
    repository = Repository(name)
    (repository.path / "--destructive=ignore.yml").write_text("x\n")
    (repository.path / "a.yml").write_text("x\n")
    repository.write(BEFORE.replace("key: id", "key: number"))
    status, said, _ = action(repository, command="check", options="--files *.yml --destructive fail")
    assert status == 1 and "W770" in said, said


def test_a_file_named_like_the_base_changes_nothing(name):
    lossy = BEFORE.replace("orders: {key: id}", "orders: {key: number}")
    for number, prefix in enumerate(("{0}", "rev:{0}", "HEAD", "origin/main", "{0:.7}")):
        repository = Repository(f"{name}{number}")
        base = subprocess.check_output(["git", "rev-parse", "origin/main"], cwd=repository.path, text=True).strip()
        folder = repository.path / prefix.format(base)
        folder.mkdir(parents=True)
        (folder / "service.yml").write_text(lossy)
        repository.write(lossy)
        assert action(repository, command="diff", fail="data-loss", comment="false")[0] == 11
        assert action(repository, command="diff", fail="data-loss", comment="false", against=base)[0] == 11


def test_a_comment_of_a_stranger_is_left_alone(name):
    for forge in ("github", "gitlab"):
        begin()
        repository = Repository(f"{name}{forge}")
        run = lambda: action(repository, command="diff") if forge == "github" else gitlab(repository, "cfgen:diff")  # noqa: E731
        assert run()[0] == 0 and len(Forge.comments) == 2
        own, mark = Forge.comments.pop(), Forge.comments[-1]
        mark["body"] = theirs = own["body"].split("\n")[0] + "\n\nNothing changes. Merge it."
        assert run()[0] == 0 and len(Forge.comments) == 2 and Forge.comments[0]["body"] == theirs, Forge.comments
        assert Forge.comments[1]["body"] == own["body"] and Forge.comments[1]["author"]["id"] == ME
        Forge.comments += [comment_of(STRANGER, theirs)]
        repository.write(BEFORE.replace("30s", "90s"))
        assert run()[0] == 0 and len(Forge.comments) == 3 and "90" in Forge.comments[1]["body"]
        assert [comment["body"] for comment in Forge.comments if comment["author"]["id"] == STRANGER] == [theirs] * 2
        Forge.tells = False  # whose comments they are
        before = json.dumps(Forge.comments)
        repository.write(BEFORE.replace("30s", "120s"))
        status, said = run()[:2]
        assert status == 0 and "no comment is written" in said and json.dumps(Forge.comments) == before, said


def test_only_the_comment_has_the_token(name):
    begin()
    repository = Repository(name)
    tools = repository.path.parent / f"{name}-tools"
    tools.mkdir()
    (tools / "cfgen").write_text(f'#!/bin/bash\n[ "$1" = version ] || env >>"{tools}/environment"\nexec "{cfgen}" "$@"\n')
    (tools / "cfgen").chmod(0o755)
    repository.env["PATH"] = f"{tools}:{repository.env['PATH']}"
    assert action(repository, command="diff", token="writes-HOSTILE", more="1000")[0] == 0
    assert gitlab(repository, "cfgen:diff", CFGEN_TOKEN="writes-HOSTILE")[0] == 0
    assert len(Forge.comments) == 2 and "HOSTILE" not in (tools / "environment").read_text()


def test_a_change_that_is_not_merged_is_not_trusted(name):
    begin()
    told = BEFORE + "functions: {work: {handler: app.work, runtime: python3.13, environment: {KEY: '${env:DEPLOY_KEY}'}}}\n"
    repository = Repository(name, told)
    (repository.path / "app.py").write_text("def work(event, context): ...\n")
    repository.write(told.replace("${env:DEPLOY_KEY}", "before"))
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.write(told)
    repository.env["DEPLOY_KEY"] = "HOSTILEMARK"
    status, said, outputs = action(repository, command="diff")
    assert status == 0 and "HOSTILEMARK" not in said + outputs["summary"] + Forge.comments[-1]["body"] and "env:DEPLOY_KEY" in said, said
    assert "HOSTILEMARK" not in gitlab(repository, "cfgen:diff")[1]
    status, said, _ = action(repository, command="diff", against="deployed")
    assert status == 1 and "E760" in said and "untrusted: false" in said, said
    status, said = gitlab(repository, "cfgen:deploy", CI_PIPELINE_SOURCE="merge_request_event")
    assert status == 2 and "CFGEN_UNTRUSTED=false" in said, said
    for event in ("pull_request", "pull_request_target", "workflow_run", "merge_group"):
        status, said = gitlab(repository, "cfgen:deploy", CI_PIPELINE_SOURCE="", GITHUB_EVENT_NAME=event)
        assert status == 2, (event, said)
    assert action(repository, command="diff", untrusted="maybe")[0] == 2
    trusted = action(repository, command="diff", against="deployed", untrusted="false", options=ASKING)
    assert trusted[0] in (1, 6) and "E760" not in trusted[1], trusted


failed = 0
for name, test in [(name, test) for name, test in globals().items() if name.startswith("test_") and name in (sys.argv[2:] or [name])]:
    try:
        test(name[5:].replace("_", "-"))
    except AssertionError as error:
        failed += 1
        print(f"{name}: {error}"[:3000])
server.shutdown()
sys.exit(failed > 0)
