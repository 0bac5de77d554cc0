#!/usr/bin/env python3
"""paths.py: each path that CONTRIBUTING.md and README.md name exists. A word in capitals and … stand for any name."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OWN = {path.name for path in ROOT.iterdir()} - {"build"}


def paths(text):
    """What is between backticks, in an indented command or behind a link, and begins with a name at the top of the repository."""
    words = re.findall(r"`([^`\n]+)`|\]\(([^)]+)\)|^    (\S.*)$", text, re.M)
    for word in " ".join(" ".join(group) for group in words).split():
        word = re.sub(r"^\./", "", word.split("#")[0]).rstrip(",;:")
        if word.split("/")[0] in OWN and "=" not in word:
            yield word


def main():
    bad = []
    for page in ("CONTRIBUTING.md", "README.md"):
        found = sorted(set(paths((ROOT / page).read_text())))
        bad += [f"{page}: it names no path" for _ in [0] if not found]
        bad += [f"{page}: no {path}" for path in found
                if not any(ROOT.glob(re.sub(r"\b[A-Z]{2,}\b(?!\.md)|…", "*", path)))]
    print(*bad, sep="\n", end="\n" if bad else "")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
