"""Where results are written: the rights that a file has are kept, and no more is followed than the user's own link."""

import os
import stat

import pytest

SERVICE = "service: demo\nqueues: {jobs: }\n"


@pytest.fixture
def generate(hostile):
    hostile.write("service.yml", SERVICE)

    def run(path):
        result = hostile.run("generate", "-o", str(path))
        assert result.status == 0, result.all

    return run


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


@pytest.mark.parametrize("rights", [0o600, 0o640, 0o444, 0o755, 0o666])
def test_kept(hostile, generate, rights):
    path = hostile.write("out.json", "old", rights)
    generate(path)
    assert mode(path) == rights and "AWSTemplateFormatVersion" in path.read_text()


def test_new(hostile, generate):
    old = os.umask(0o027)
    try:
        generate(hostile.folder / "new" / "out.json")
    finally:
        os.umask(old)
    assert mode(hostile.folder / "new" / "out.json") == 0o640


def test_set_user_id(hostile, generate):
    path = hostile.write("out.json", "old")
    path.chmod(0o4755)
    generate(path)
    assert mode(path) == 0o755


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_owner(hostile, generate):
    path = hostile.write("out.json", "old", 0o640)
    os.chown(path, 1234, 2345)
    generate(path)
    about = os.stat(path)
    assert (about.st_uid, about.st_gid, mode(path)) == (1234, 2345, 0o640)


def test_link(hostile, generate):
    """The user's own link stays, and the file that it leads to keeps its rights."""
    target = hostile.write("real.json", "old", 0o600)
    hostile.link("out.json", "real.json")
    generate(hostile.repository / "out.json")
    assert (hostile.repository / "out.json").is_symlink()
    assert mode(target) == 0o600 and "AWSTemplateFormatVersion" in target.read_text()


def test_temporary(hostile, generate):
    """Names beside the file that somebody guesses are not used."""
    for number in range(50):
        hostile.link(f"out.json.{number:06}", str(hostile.outside / "secret.txt"))
    generate(hostile.repository / "out.json")
    assert not (hostile.repository / "out.json").is_symlink()
