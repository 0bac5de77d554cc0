"""hook.py CFGEN [ROUNDS [TEST...]]: `cfgen hook` in real repositories, made by git, of which each situation is tried twice: in a
repository that libgit2 reads (sha1), and in one that only git itself does (sha256). At last two linked worktrees commit at
the same time, ROUNDS times. Exit status 77: there is no git."""
import hashlib, os, pathlib, random, shutil, subprocess, sys, tempfile, threading

cfgen = pathlib.Path(sys.argv[1]).resolve()
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
tests = pathlib.Path(__file__).resolve().parent
top = pathlib.Path(tempfile.mkdtemp()).resolve()
SERVICE = """service: {name}
runtime: python3.13
functions:
  create:
    handler: app.create
    memory: {memory}
"""
GOOD, BAD = 256, 25


def environment(**more):
    home = top / "home"
    home.mkdir(exist_ok=True)
    keep = {name: value for name, value in os.environ.items() if name.endswith(("SAN_OPTIONS", "PROFILE_FILE"))}
    suppressed = home / "suppressed"  # libgit2 1.5 loses what it matches extensions with
    suppressed.write_text("leak:libpcre2\n")
    keep["LSAN_OPTIONS"] = f"{keep.get('LSAN_OPTIONS', '')}:suppressions={suppressed}:print_suppressions=0"
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "a"), ("EMAIL", "a@b.example"))}
    return {"PATH": f"{cfgen.parent}:{os.environ['PATH']}", "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
            "GIT_EDITOR": "true", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "protocol.file.allow",
            "GIT_CONFIG_VALUE_0": "always", **who, **keep, **more}


class Done:
    def __init__(self, run):
        self.status, self.text = run.returncode, (run.stdout + run.stderr).decode(errors="replace")


class Repository:
    def __init__(self, path, format, *init):
        self.path, self.format = path, format
        if init or not path.exists():
            path.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "-b", "main", f"--object-format={format}", *init)

    def run(self, *words, input=b"", **more):
        return Done(subprocess.run([str(word) for word in words], cwd=self.path, env=environment(**more), input=input,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120))

    def git(self, *words, fails=False, **more):
        done = self.run("git", *words, **more)
        if not fails and done.status:
            raise AssertionError(f"git {' '.join(map(str, words))}: {done.text}")
        return done

    def hook(self, *words, **more):
        return self.run(cfgen, "hook", *words, **more)

    def write(self, path, content):
        path = self.path / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def service(self, folder="quests", memory=GOOD, more="", name="quests"):
        self.write(f"{folder}/service.yml", SERVICE.format(name=name, memory=memory) + more)
        self.write(f"{folder}/app.py", "def create(event, context): ...\n")

    def begun(self):
        """With two good services committed, and the hook installed."""
        self.service("quests")
        self.service("clans", name="clans")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "begun")
        installed = self.hook("install")
        assert not installed.status, installed.text
        return self


def refused(done, *parts):
    assert done.status, f"let through: {done.text}"
    for part in parts:
        assert part in done.text, f"no '{part}' in: {done.text}"


def taken(done, *parts):
    assert not done.status, f"refused: {done.text}"
    for part in parts:
        assert part in done.text, f"no '{part}' in: {done.text}"


def commit(repository, *words, **more):
    return repository.git("commit", "-m", "more", *words, fails=True, **more)


def test_staged_is_what_counts(r):
    r.begun()
    r.service(memory=BAD)
    r.git("add", ".")
    r.service(memory=GOOD)
    refused(commit(r), "quests/service.yml:6:13: error[E104]", "checked 1 of 2 services in the index")
    r.service(memory=GOOD, more="# more\n")
    r.git("add", ".")
    r.service(memory=BAD)
    taken(commit(r), "checked 1 of 2 services in the index")


def test_nothing_is_written(r):
    r.begun()
    r.service(memory=BAD)
    r.git("add", ".")
    r.service(memory=512)
    os.utime(r.path / "clans/service.yml")  # a refresh of the index would note that

    def state():
        return {path: (path.lstat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
                for path in r.path.rglob("*") if path.is_file()}
    before = state()
    refused(r.hook("run"))
    taken(r.hook("run", "--range", "HEAD..HEAD"), "checked 0 of 2 services")
    assert state() == before


def test_commit_all_patch_only(r):
    r.begun()
    r.service(memory=BAD)
    refused(commit(r, "-a"), "E104")
    taken(commit(r, "--allow-empty"), "checked 0 of 2 services")
    r.git("checkout", "-q", ".")
    r.write("quests/service.yml", "# first\n" + SERVICE.format(name="quests", memory=GOOD) + "".join(f"# {i}\n" for i in range(9)))
    r.git("add", ".")
    taken(commit(r))
    text = (r.path / "quests/service.yml").read_text()
    r.write("quests/service.yml", text.replace("# first", "# 1st").replace("# 8", "x: bad"))
    taken(commit(r, "-p", input=b"y\nn\n"), "checked 1 of 2")
    refused(commit(r, "-p", input=b"y\n"), "E101")
    r.git("checkout", "-q", ".")
    r.service(memory=BAD)
    r.git("add", "quests")
    r.service("clans", name="clans", more="# more\n")
    taken(commit(r, "--only", "clans/service.yml"), "checked 1 of 2")
    refused(commit(r), "E104")


def test_amend(r):
    r.begun()
    r.service(memory=BAD)
    refused(commit(r, "-a", "--amend"), "E104")
    r.service(memory=512)
    taken(commit(r, "-a", "--amend"))


def test_merge(r):
    r.begun()
    r.write("shared.yml", "limit: 5\n")
    r.git("add", ".")
    r.git("commit", "-q", "-m", "shared")
    r.git("checkout", "-q", "-b", "uses")
    r.service(more="    environment: {LIMIT: '${file:../shared.yml#limit}'}\n")
    r.git("commit", "-q", "-a", "-m", "uses")
    r.git("checkout", "-q", "main")
    r.git("rm", "-q", "shared.yml")
    r.git("commit", "-q", "-m", "nobody uses it")
    refused(r.git("merge", "uses", fails=True), "E100", "file not found: shared.yml")
    r.git("merge", "--abort", fails=True)
    r.git("reset", "-q", "--hard", "HEAD~1")
    taken(r.git("merge", "--no-ff", "uses", fails=True))


def test_conflict(r):
    r.begun()
    for branch, memory in (("one", 512), ("two", 1024)):
        r.git("checkout", "-q", "-b", branch, "main")
        r.service(memory=memory)
        r.git("commit", "-q", "-a", "-m", branch)
    refused(r.git("merge", "one", fails=True), "CONFLICT")
    taken(r.hook("run"), "note[N770]")
    r.service(memory=BAD)
    refused(commit(r, "-a"), "E104")
    r.service(memory=512)
    taken(commit(r, "-a"))


def test_rebase_in_linked_worktree(r):
    r.begun()
    r.git("checkout", "-q", "-b", "other")
    r.service(memory=512)
    r.git("commit", "-q", "-a", "-m", "other")
    r.git("checkout", "-q", "main")
    r.git("worktree", "add", "-q", "../linked", "other")
    linked = Repository(r.path.parent / "linked", r.format)
    linked.git("rebase", "-q", "-i", "main~0", GIT_SEQUENCE_EDITOR="true")
    linked.git("rebase", "-q", "-i", "--root", GIT_SEQUENCE_EDITOR="sed -i s/^pick/edit/")
    r.service(memory=BAD)  # of the main working tree, nobody's business there
    linked.service("clans", memory=BAD, name="clans")
    refused(commit(linked, "-a", "--amend"), "clans/service.yml", "E104")
    linked.service("clans", memory=768, name="clans")
    taken(commit(linked, "-a", "--amend"), "in the index")
    linked.git("rebase", "--continue")
    linked.git("rebase", "--continue", fails=True)
    assert not list(r.path.glob(".git/**/*.lock"))
    taken(linked.hook("run", "--all"), "checked 2 of 2")


def test_rename_and_delete(r):
    r.begun()
    r.git("mv", "quests", "tasks")
    taken(commit(r), "checked 1 of 2")
    r.git("mv", "tasks/app.py", "tasks/main.py")
    refused(commit(r), "tasks/service.yml:5:14: error[E2", "app")
    r.git("reset", "-q", "--hard")
    r.git("rm", "-q", "tasks/app.py")
    refused(commit(r), "app")
    r.git("rm", "-q", "-r", "tasks")
    taken(commit(r), "checked 0 of 1 service in the index: no change affects a service")


def test_not_staged(r):
    r.begun()
    r.service(more="  other: new.other\n")
    r.write("quests/new.py", "def other(event, context): ...\n")
    refused(commit(r, "-a"), "error[E770]: 'quests/new.py' exists in the working tree but is not staged", "git add 'quests/new.py'")
    r.git("add", "-N", "quests/new.py")
    refused(commit(r, "quests/service.yml"), "E770")
    r.git("add", "quests/service.yml")
    refused(r.hook("run"), "E770")
    r.write("quests/empty.py", "")
    r.git("add", "quests/empty.py")
    refused(r.hook("run"), "E770")
    r.git("add", ".")
    taken(commit(r))


def test_initial_commit(r):
    r.hook("install")
    r.service(memory=BAD)
    r.git("add", ".")
    refused(commit(r), "E104", "checked 1 of 1 service")
    r.service()
    r.git("add", ".")
    taken(commit(r), "checked 1 of 1 service")


def test_inputs(r):
    """A service is checked when what it leads to changes: through includes, links and folders; else it is not."""
    r.begun()
    r.write("shared/functions.yml", "other: '${file:deep/one.yml#handler}'\n")
    r.write("shared/deep/one.yml", "handler: app.create\n")
    r.write("clans/service.yml", "service: clans\nfunctions: '${file:../shared/functions.yml}'\n")
    os.symlink("../shared", r.path / "quests/linked")
    r.service(more="    code: src\n    environment: {LIMIT: '${file:linked/limits.yml#x}'}\n")
    r.write("quests/src/app.py", "def create(event, context): ...\n")
    r.write("shared/limits.yml", "x: 5\n")
    r.write("README.md", "hello\n")
    r.git("add", ".")
    taken(commit(r), "checked 2 of 2")
    for path, text, told in (("shared/deep/one.yml", "handler: app.create # more\n", 1), ("shared/limits.yml", "x: 6\n", 1),
                             ("README.md", "bye\n", 0), ("shared/functions.yml", "other: app.create\n", 1),
                             ("shared/unused.yml", "a: b\n", 0)):
        r.write(path, text)
        r.git("add", ".")
        taken(commit(r), f"checked {told} of 2 services")
    r.write("quests/src/app.py", "def create(event, context): return 1\n")
    taken(commit(r, "-a"), "checked 1 of 2 services")


def test_ways_out(r):
    """Every way to name a file elsewhere is found before the description is read."""
    r.begun()
    ways = {"plain": "../shared/limits.yml#x", "blank": "../sha red/limits.yml#x", "stage": "../shared/${stage}.yml#x",
            "folder": "${file:where.yml#folder}/limits.yml#x", "bracket": "../shared (1)/limits.yml#x",
            "through": "parts/limits.yml#x", "name": "../shared/text"}
    targets = {"plain": "shared/limits.yml", "blank": "sha red/limits.yml", "stage": "shared/dev.yml", "folder": "far/limits.yml",
               "bracket": "shared (1)/limits.yml", "through": "deep/limits.yml", "name": "shared/text"}
    for way, path in ways.items():
        target = targets[way]
        r.service(way, name=way, more="    environment: {LIMIT: '${file:%s}'}\n" % path)
        r.write(target, "x: 0\n")
    r.write("folder/where.yml", "folder: ../far\n")
    r.write("through/parts/limits.yml", "x: '${file:../../deep/limits.yml#x}'\n")
    r.git("add", ".")
    taken(commit(r), "checked 7 of 9")
    for way, target in targets.items():
        r.write(target, "x: [1]\n" if way != "name" else b"\xff\xfe\x00")
        refused(commit(r, "-a"), "error[E", "checked 1 of 9")
        r.git("checkout", "-q", "HEAD", ".")


def test_destructive(r):
    r.begun()
    table = "    access: {quests: write}\ntables:\n  quests: {key: %s}\n"
    r.service(more=table % "id")
    taken(commit(r, "-a"))
    r.service(more=table % "name")
    r.git("add", ".")
    taken(r.hook("run"), "warning[W770]", "QuestsTable")
    refused(r.hook("run", "--destructive", "fail"), "error[W770]")
    r.git("config", "cfgen.destructive", "fail")
    refused(commit(r), "error[W770]")
    taken(commit(r, CFGEN_HOOK_SKIP="W770"), "skipped by CFGEN_HOOK_SKIP: W770")
    refused(r.hook("run", "--range", "HEAD~1..HEAD"), "error[W770]")
    taken(r.hook("run", "--range", "HEAD~1..HEAD", "--destructive", "ignore"))


def test_stages(r):
    r.begun()
    r.service(more="stages:\n  prod:\n    functions: {create: {memory: 25}}\n")
    r.git("add", ".")
    taken(r.hook("run"))
    refused(r.hook("run", "--stage", "dev", "--stage", "prod"), "quests/service.yml:9", "E104", "checked 1 of 2")
    taken(r.hook("install", "--stage", "dev", "--stage", "prod"))
    refused(commit(r), "E104")


def test_submodule(r):
    r.begun()
    inner = Repository(r.path.parent / "inner", r.format).begun()
    r.git("submodule", "add", "-q", str(inner.path), "vendor/service.yml")
    taken(commit(r), "checked 0 of 2")
    r.service(more="  theirs: {handler: app.create, code: ../vendor/service.yml/quests}\n  too: ../vendor/service.yml/quests/app.create\n")
    taken(commit(r, "-a"), "warning[W771]: 'vendor/service.yml/quests", "in the submodule vendor/service.yml")
    module = Repository(r.path / "vendor/service.yml", r.format)
    taken(module.hook("install"))
    module.service(memory=BAD)
    refused(commit(module, "-a"), "error[E104]", "checked 1 of 2 services in the index")
    module.service(memory=512)
    taken(commit(module, "-a"), "checked 1 of 2")


def test_server(r):
    server = Repository(r.path.parent / "server.git", r.format, "--bare")
    taken(server.hook("install"), "hooks/pre-receive: installed")
    r.begun()
    r.git("remote", "add", "origin", str(server.path))
    taken(r.git("push", "origin", "main", fails=True), "checked 2 of 2 services")
    r.service(memory=BAD)
    r.git("commit", "-q", "-a", "--no-verify", "-m", "bad")
    refused(r.git("push", "origin", "main", fails=True), "quests/service.yml:6:13: error[E104]", "checked 1 of 2")
    refused(r.git("push", "origin", "main:new", fails=True), "E104")
    r.service(memory=512)
    r.git("commit", "-q", "-a", "-m", "good")
    taken(r.git("push", "origin", "main", "main:new", fails=True), "checked 1 of 2")
    taken(r.git("push", "origin", ":new", fails=True))
    taken(r.git("push", "origin", "HEAD:refs/tags/v1", fails=True))


def test_ignored(r):
    """What a build makes is in no commit: here, in a pipeline, and on a server."""
    server = Repository(r.path.parent / "server.git", r.format, "--bare")
    taken(server.hook("install"))
    r.begun()
    r.git("remote", "add", "origin", str(server.path))
    r.service(more="  built: {handler: app.create, code: dist}\n  java: {handler: a.B, runtime: java21, code: {archive: b/app.jar}}\n")
    r.write(".gitignore", "# built\ndist/\n/quests/b/*.jar\n!other\n")
    r.git("add", ".")
    taken(commit(r), "warning[W771]: 'quests/dist", "warning[W771]: 'quests/b/app.jar'")
    r.write("quests/dist/app.py", "def create(event, context): ...\n")
    taken(r.hook("run", "--tree", "HEAD"), "warning[W771]: 'quests/dist")
    taken(r.git("push", "origin", "main", fails=True), "warning[W771]: 'quests/dist", "warning[W771]: 'quests/b/app.jar'")
    r.write(".gitignore", "/dist/\n!*.jar\n")
    r.git("commit", "-q", "-a", "--no-verify", "-m", "not ignored")
    r.service(more="  java: {handler: a.B, runtime: java21, code: {archive: b/app.jar}}\n# more\n")
    r.git("commit", "-q", "-a", "--no-verify", "-m", "not ignored")
    refused(r.git("push", "origin", "main", fails=True), "build the archive first")


def test_push(r):
    server = Repository(r.path.parent / "server.git", r.format, "--bare")
    r.begun()
    taken(r.hook("install", "--pre-push"))
    r.git("remote", "add", "origin", str(server.path))
    taken(r.git("push", "origin", "main", fails=True), "checked 2 of 2")
    r.git("checkout", "-q", "-b", "branch")
    r.service(memory=BAD)
    r.git("commit", "-q", "-a", "--no-verify", "-m", "bad")
    refused(r.git("push", "origin", "branch", fails=True), "E104", "checked 1 of 2")
    r.service(memory=512)
    r.git("commit", "-q", "-a", "-m", "good")
    taken(r.git("push", "origin", "branch", fails=True), "checked 1 of 2")


def test_bytes_as_stored(r):
    r.begun()
    r.git("config", "core.autocrlf", "false")
    text = SERVICE.format(name="quests", memory=GOOD).encode()
    r.write("quests/service.yml", b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    taken(commit(r, "-a"), "checked 1 of 2")
    r.write("quests/service.yml", b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n").replace(b"256", b"25"))
    refused(commit(r, "-a"), "quests/service.yml:6:13: error[E104]")
    r.write("quests/service.yml", b"version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 12\n" % 1)
    refused(commit(r, "-a"), "error[E771]: 'quests/service.yml' is a pointer of Git LFS")
    r.write("quests/service.yml", b"apiVersion: v1\nkind: Service\n")
    taken(commit(r, "-a"), "checked 0 of 1")


def test_links_out(r):
    r.begun()
    outside = r.path.parent / "outside.yml"
    outside.write_text("limit: 5\n")
    os.symlink(outside, r.path / "quests/limits.yml")
    os.symlink("../../outside.yml", r.path / "quests/up.yml")
    for name in ("limits.yml", "up.yml"):
        r.service(more="    environment: {LIMIT: '${file:%s#limit}'}\n" % name)
        r.git("add", ".")
        refused(commit(r), "quests/service.yml:7")
    outside = Repository(r.path.parent, r.format)
    outside.write("code/app.py", "def create(event, context): ...\n")
    r.service(more="    code: ../../code\n")
    r.git("rm", "-q", "-f", "quests/limits.yml", "quests/up.yml")
    refused(r.run(cfgen, "validate", "quests"), "quests/service.yml:7:11: error[E129]")
    r.git("add", ".")
    refused(commit(r), "quests/service.yml")


def test_odd_paths(r):
    r.begun()
    for number, folder in enumerate(("with blank", "line\nbreak", "ünïcödé/服务", "-dash", "quote'\"$x", "a*b[c]")):
        r.service(folder, memory=BAD, name=f"odd{number}")
        r.git("add", ".")
        refused(commit(r), "E104", "checked 1 of")
        r.service(folder, name=f"odd{number}")
        r.git("add", ".")
        taken(commit(r), "checked 1 of")
    r.service("quests", more="# more\n")
    taken(commit(r, "-a"), "checked 1 of 8 services in the index: quests/service.yml\n")


def test_environment(r):
    """Another working tree, another index, another folder to start from."""
    r.begun()
    r.service(memory=BAD)
    r.git("add", ".", GIT_INDEX_FILE="other.index")
    taken(r.hook("run"), "checked 0 of 2")
    r.git("read-tree", "HEAD", GIT_INDEX_FILE=".git/third")
    refused(r.hook("run", GIT_INDEX_FILE="other.index"), "E104")
    away = Repository(r.path.parent, r.format)
    refused(away.hook("run", GIT_DIR=f"{r.path}/.git", GIT_WORK_TREE=str(r.path), GIT_INDEX_FILE=f"{r.path}/other.index"), "E104")
    r.git("add", ".")
    below = Repository(r.path / "clans", r.format)
    refused(below.hook("run"), "quests/service.yml:6:13: error[E104]")
    r.write(".env", "LIMIT=5\n")
    r.write(".gitignore", ".env\n")
    r.service(more="    environment: {LIMIT: '${env:LIMIT}'}\n")
    r.git("add", ".gitignore", "quests")
    (r.path / ".env").rename(r.path / "quests/.env")
    taken(commit(r), "checked 1 of 2")


def test_ranges(r):
    r.begun()
    r.git("checkout", "-q", "-b", "branch")
    r.service(memory=BAD)
    r.git("commit", "-q", "-a", "--no-verify", "-m", "bad")
    r.git("checkout", "-q", "main")
    r.service("clans", name="clans", memory=512)
    r.git("commit", "-q", "-a", "-m", "on main")
    refused(r.hook("run", "--range", "main..branch"), "quests/service.yml:6:13: error[E104]", "checked 1 of 2 services in")
    taken(r.hook("run", "--range", "branch..main"), "checked 1 of 2")
    refused(r.hook("run", "--tree", "branch"), "checked 2 of 2 services in branch")
    taken(r.hook("run", "--tree", "main"), "checked 2 of 2 services in main")
    refused(r.hook("run", "--tree", "nowhere"), "error[E750]")
    refused(r.hook("run", "--tree", "--help-me"), "")
    refused(r.hook("run", "--range", "nowhere..main"), "error[E750]")
    refused(r.hook("run", "--range", "0" * 40 + "..branch"), "checked 2 of 2")
    taken(r.hook("run", "--range", "main.." + "0" * 40), "a deleted branch")
    refused(r.hook("run", PRE_COMMIT_FROM_REF="main", PRE_COMMIT_TO_REF="branch"), "E104")
    assert r.hook("run", "--range", "a..b", "--tree", "c").status == 2


def test_forms(r):
    r.begun()
    r.service(memory=BAD)
    r.git("add", ".")
    for form, part in (("json", '"code":"E104"'), ("sarif", '"ruleId": "E104"'),
                       ("github", "::error title=E104,file=quests/service.yml,line=6")):
        refused(r.hook("run", "--findings", form), part)


def test_pre_commit_framework(r):
    program = pathlib.Path(sys.executable).with_name("pre-commit")
    if not program.exists():
        return "pre-commit is not installed"
    hooks = Repository(r.path.parent / "hooks", "sha1")
    hooks.write(".pre-commit-hooks.yaml", (tests.parent / ".pre-commit-hooks.yaml").read_text())
    hooks.git("add", ".")
    hooks.git("commit", "-q", "-m", "hooks")
    head = hooks.git("rev-parse", "HEAD").text.strip()
    r.begun()
    taken(r.hook("uninstall"))
    r.write(".pre-commit-config.yaml", f"repos: [{{repo: '{hooks.path}', rev: {head}, hooks: [{{id: cfgen}}, "
                                       "{id: cfgen-all, stages: [manual]}]}]\n")
    r.git("add", ".")
    taken(r.run(program, "install", "--hook-type", "pre-commit", "--hook-type", "pre-push"))
    taken(commit(r), "checked 0 of 2 services in the index: no change affects a service")
    r.service(memory=BAD)
    r.git("add", ".")
    r.service(memory=GOOD)
    refused(commit(r), "E104", "checked 1 of 2")
    r.git("commit", "-q", "--no-verify", "-m", "bad")
    refused(r.run(program, "run", "--from-ref", "HEAD~1", "--to-ref", "HEAD"), "E104")
    refused(r.run(program, "run", "--hook-stage", "manual", "cfgen-all", "--all-files"), "E104", "checked 2 of 2")


def test_what_libgit2_cannot_read(r):
    if r.format != "sha1":
        return "once"
    r.begun()
    r.service(memory=BAD)
    r.git("add", ".")
    for name, *words in (("split index", "update-index", "--split-index"), ("one index", "update-index", "--no-split-index"),
                         ("sparse index", "sparse-checkout", "set", "--cone", "--sparse-index", "quests"),
                         ("extension", "config", "extensions.worktreeConfig", "true")):
        r.git(*words)
        r.git("config", "core.repositoryformatversion", "1")
        refused(r.hook("run"), "quests/service.yml:6:13: error[E104]", "checked 1 of 2 services in the index")
    r.git("sparse-checkout", "disable")
    r.git("commit", "-q", "--no-verify", "-m", "bad")
    r.git("config", "uploadpack.allowFilter", "true")
    r.git("clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{r.path}", "../partial")
    partial = Repository(r.path.parent / "partial", "sha1")
    refused(partial.hook("run", "--tree", "HEAD"), "cannot be read", "checked 2 of 2")  # what a server still has is not fetched
    partial.git("checkout", "-q", "HEAD")
    refused(partial.hook("run", "--tree", "HEAD"), "E104", "checked 2 of 2")
    refused(partial.hook("run", "--range", "HEAD~1..HEAD"), "E104", "checked 1 of 2")


def test_changes_as_git_tells(r):
    """What is staged at random, in folders within folders: those services are checked in whose folder git sees a change."""
    chance = random.Random(1)
    for number, version in enumerate((2, 2, 3, 4, 4)):
        at = Repository(r.path.parent / f"random{number}", r.format)
        folders = [f"{a}{b}{c}" for a in ("x", "x-", "x.y", "x/") for b in ("/p", "0/q", "/r/s") for c in ("", "/t", "-t")]
        folders = sorted({folder.replace("//", "/") for folder in folders})
        for folder in folders:
            at.service(folder, name="some")
            at.write(f"{folder}/data/a/b.txt", "b\n")
        at.git("add", ".")
        at.git("commit", "-q", "-m", "begun")
        at.git("update-index", "--index-version", str(max(version, 2)))
        if version == 3:
            at.git("update-index", "--skip-worktree", f"{folders[0]}/app.py")
        for _ in range(12):
            for folder in chance.sample(folders, 3):
                path = at.path / folder / chance.choice(("data/a/b.txt", "data/c", "more.txt", "data"))
                do = chance.choice(("write", "remove", "link", "program"))
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                elif path.exists() or path.is_symlink():
                    path.unlink()
                if any(above.is_symlink() or above.is_file() for above in path.parents):
                    continue
                path.parent.mkdir(parents=True, exist_ok=True)
                if do == "link":
                    os.symlink("app.py", path)
                elif do != "remove":
                    path.write_text(str(chance.random()))
                    path.chmod(0o755 if do == "program" else 0o644)
            at.git("add", "-A", *([":!" + folders[0]] if chance.random() < .3 else []))
            staged = at.git("diff", "--cached", "--name-only", "-z", "--no-renames").text.split("\0")[:-1]
            expect = sum(any(path.startswith(folder + "/") for path in staged) for folder in folders)
            done = at.hook("run")
            assert f"checked {expect} of {len(folders)} services in the index" in done.text, (expect, done.text[-300:], staged)
            if chance.random() < .4:
                at.git("commit", "-q", "-m", "more", "--allow-empty")


def test_without_git(r):
    r.begun()
    r.service(memory=BAD)
    r.git("add", ".")
    done = r.hook("run", PATH=str(cfgen.parent))
    if r.format == "sha1":
        refused(done, "E104", "checked 1 of 2")
    else:
        refused(done, "error[E773]", "unsupported")


def test_two_at_once(r):
    r.begun()
    for name in ("one", "two"):
        r.git("worktree", "add", "-q", "-b", name, f"../{name}")
    wrong = []

    def work(name):
        tree = Repository(r.path.parent / name, r.format)
        for number in range(rounds):
            tree.service(memory=BAD)
            if not commit(tree, "-a").status:
                wrong.append("a bad one was let through")
            tree.service(memory=128 + number)
            done = commit(tree, "-a")
            if done.status:
                wrong.append(done.text)
    threads = [threading.Thread(target=work, args=[name]) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[:3]
    assert not list(r.path.glob(".git/**/*.lock")) and not r.git("stash", "list").text
    for name in ("one", "two"):
        assert r.git("rev-list", "--count", f"main..{name}").text.strip() == str(rounds)


if not shutil.which("git"):
    print("no git: skipped")
    sys.exit(77)
bad = 0
for name in sys.argv[3:] or [name for name in globals() if name.startswith("test_")]:
    for format in ("sha1", "sha256"):
        try:
            skipped = globals()[name](Repository(top / f"{name}-{format}" / "here", format))
            print(f"{name} {format}: {skipped or 'good'}")
        except (AssertionError, subprocess.TimeoutExpired) as failure:
            bad += 1
            print(f"{name} {format}: BAD: {failure}")
shutil.rmtree(top)
sys.exit(1 if bad else 0)
