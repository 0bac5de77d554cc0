"""pager.py CFGEN: on a terminal what is longer than the screen goes through the user's pager, and nothing else does."""
import fcntl, os, pathlib, pty, struct, sys, termios

cfgen = pathlib.Path(sys.argv[1]).resolve()
folder = pathlib.Path(__file__).resolve().parent / "golden/diff/texts"


def shown(rows, *options, **settings):
    """What a terminal of so many rows gets."""
    child, terminal = pty.fork()
    if not child:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 120, 0, 0))
        os.chdir(folder)
        environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "PAGER": "sed 's/^/paged: /'"} | settings
        os.execve(cfgen, ["cfgen", "diff", "old.yml", "new.yml", *options], environment)
    text = b""
    try:
        while part := os.read(terminal, 65536):
            text += part
    except OSError:
        pass  # so Linux says that the other end is closed
    assert os.waitpid(child, 0)[1] == 0, text
    return text.decode()


def expect(paged, text):
    lines = text.splitlines()
    assert "6 behavior" in lines[0], text
    assert all(line.startswith("paged: ") for line in lines) if paged else "paged" not in text, text


expect(True, shown(5))
expect(False, shown(500))
expect(False, shown(5, CI="true"))
expect(False, shown(5, TERM="dumb"))
expect(False, shown(5, PAGER=""))
expect(False, shown(5, CFGEN_PAGER="cat"))
expect(True, shown(5, "--short", PAGER="cat", CFGEN_PAGER="sed 's/^/paged: /'"))
assert "6 behavior" in shown(5, PAGER="no-such-pager"), "without the pager it is shown all the same"
assert shown(5, PAGER="head -1").count("\n") == 1, "who has seen enough leaves"
