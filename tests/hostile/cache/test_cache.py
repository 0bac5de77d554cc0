"""The cache of packages, where another user of the machine could write."""

import os
import shutil
import subprocess
import sys

import pytest

SERVICE = "service: x\nregion: us-east-1\nfunctions: {f: {handler: h/app.f, runtime: python3.13}}\n"


@pytest.fixture
def service(hostile):
    hostile.write("service.yml", SERVICE)
    hostile.write("h/app.py", "def f(e, c): pass\n")
    hostile.write("requirements.txt", "a==1\n")
    wheels = hostile.folder / "wheels"
    wheels.mkdir()
    tool = os.path.join(os.path.dirname(__file__), "../../tools/wheel.py")
    subprocess.run([sys.executable, tool, str(wheels), "a", "1", "--file", "a.py=1"], check=True)
    hostile.environment.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(wheels), XDG_CACHE_HOME=str(hostile.folder / "cache"))
    hostile.cache = hostile.folder / "cache/cfgen"
    return hostile


def is_used(service):
    """Whether a package is taken from the cache: there is no other source of it."""
    hidden = service.folder / "hidden"
    (service.folder / "wheels").rename(hidden)
    result = service.run("package", seconds=60)
    hidden.rename(service.folder / "wheels")
    return result.status == 0, result


def test_it_is_the_users_own(service):
    assert service.run("package", seconds=60).status == 0
    assert service.cache.stat().st_mode & 0o777 == 0o700
    assert is_used(service)[0]


@pytest.mark.parametrize("mode", [0o1777, 0o720])
def test_others_may_write(service, mode):
    assert service.run("package", seconds=60).status == 0
    service.cache.chmod(mode)
    used, result = is_used(service)
    assert not used
    result.finding("W317", str(service.cache))
    before = sorted(service.cache.rglob("*"))
    service.write("requirements.txt", "a==1 # other\n")
    assert "W317" in service.run("package", seconds=60).all and sorted(service.cache.rglob("*")) == before
    service.cache.chmod(0o755)
    service.write("requirements.txt", "a==1\n")
    assert is_used(service)[0]


def test_links(service):
    assert service.run("package", seconds=60).status == 0
    elsewhere = service.folder / "elsewhere"
    service.cache.rename(elsewhere)
    service.cache.symlink_to(elsewhere)
    used, result = is_used(service)
    assert not used
    result.finding("W317")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_another_users(service):
    assert service.run("package", seconds=60).status == 0
    os.chown(service.cache, 12345, -1)
    used, result = is_used(service)
    assert not used
    result.finding("W317")
    shutil.rmtree(service.cache)
