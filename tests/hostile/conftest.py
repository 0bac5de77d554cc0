"""A hostile repository, and cfgen run on it with everything that an attacker wants within reach.

The `hostile` fixture makes a folder with a `repository` (the attacker's), a `home` (the user's), an `outside` with
files that no description may reach, and surroundings full of marked credentials. Every run of cfgen asserts what must
hold whatever the input is: no marked value in any output, no code of the repository ran, nothing outside changed, no
crash, no hang.
"""

import os
import pathlib
import re
import subprocess

import pytest

PROGRAM = os.environ["CFGEN"]
MARK = "HOSTILEMARK"  # part of every value that must not come out

# What the surroundings of a pipeline hold.
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "AKIA" + MARK + "0",
    "AWS_SECRET_ACCESS_KEY": MARK + "secretaccesskey000000000000000",
    "AWS_SESSION_TOKEN": MARK + "sessiontoken",
    "GITHUB_TOKEN": "ghp_" + MARK + "github",
    "ACTIONS_RUNTIME_TOKEN": MARK + "actionsruntime",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN": MARK + "actionsidtoken",
    "CI_JOB_TOKEN": MARK + "cijob",
    "CFGEN_TOKEN": MARK + "cfgen",
}


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err
        self.all = out + err

    def finding(self, code, place=None):
        """The line of the finding CODE, at PLACE (`service.yml:7`) where that is given."""
        lines = [line for line in self.all.splitlines() if f"[{code}]" in line or f" {code}" in line or code in line]
        assert lines, f"no finding {code}:\n{self.all}"
        if place:
            assert any(place in line for line in self.all.splitlines() if code in line), f"{code} is not at {place}:\n{self.all}"
        return lines[0]


class Hostile:
    def __init__(self, folder):
        self.folder = folder
        self.repository, self.home, self.outside = (folder / name for name in ("repository", "home", "outside"))
        for made in (self.repository, self.home, self.outside):
            made.mkdir()
        (self.outside / "secret.txt").write_text(MARK + "outside\n")
        (self.outside / "secret.yml").write_text("key: " + MARK + "outside\n")
        self.proof = folder / "proof"  # what hostile code makes when it runs
        self.environment = dict(
            CREDENTIALS, PATH=os.environ["PATH"], HOME=str(self.home), TMPDIR=str(folder), LC_ALL="C.UTF-8", TZ="UTC"
        )
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "LLVM_PROFILE_FILE"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def write(self, path, content="", mode=None):
        """A file of the repository; bytes or text."""
        file = self.repository / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        if mode is not None:
            file.chmod(mode)
        return file

    def link(self, path, target):
        file = self.repository / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(target)

    def git(self, *words, check=True, input=None):
        """The user's git, which the repository does not configure."""
        environment = dict(
            PATH=os.environ["PATH"], HOME=str(self.home), GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_NAME="a",
            GIT_AUTHOR_EMAIL="a@b", GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@b",
            GIT_AUTHOR_DATE="2026-01-01T00:00:00Z", GIT_COMMITTER_DATE="2026-01-01T00:00:00Z",
        )
        done = subprocess.run(["git", "-C", str(self.repository), "-c", "init.defaultBranch=main", "-c", "core.fsmonitor=false", *words],
                              env=environment, input=input, capture_output=True, check=False)
        assert not check or done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode(errors="replace").strip()

    def commit(self):
        if not (self.repository / ".git").exists():
            self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")
        return self.git("rev-parse", "HEAD")

    def state_outside(self):
        return {str(p): p.read_bytes() for p in sorted(self.outside.rglob("*")) if p.is_file() and not p.is_symlink()}

    def trace(self, file, *words):
        """The files and addresses that cfgen opens, by strace."""
        subprocess.run(["strace", "-f", "-o", str(file), "-e", "trace=open,openat,connect,execve", PROGRAM, *words],
                       cwd=self.repository, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
                       timeout=60, check=False)

    def run(self, *words, seconds=20, marked=False, cwd=None, **environment):
        """cfgen on the repository. `marked`: a marked value may be in the output (say why where it is given)."""
        before = self.state_outside()
        try:
            done = subprocess.run([PROGRAM, *words], cwd=cwd or self.repository, env={**self.environment, **environment},
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            pytest.fail(f"cfgen {' '.join(words)} still runs after {seconds} s")
        result = Result(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
        assert done.returncode >= 0 and done.returncode < 128, f"ended by a signal ({done.returncode}):\n{result.all}"
        assert "Sanitizer" not in result.all and "runtime error" not in result.all, result.all
        assert not self.proof.exists(), f"code of the repository ran: {' '.join(words)}"
        assert self.state_outside() == before, "something outside the repository changed"
        if not marked:
            found = re.search(f".*{MARK}.*", result.all)
            assert not found, f"a marked value is in the output of cfgen {' '.join(words)}: {found[0]}"
        return result


@pytest.fixture
def hostile(tmp_path):
    return Hostile(pathlib.Path(os.path.realpath(tmp_path)))
