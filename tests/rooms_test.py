#!/usr/bin/env python3
"""rooms_test.py: each way in which a lower room could reach a higher one fails, at the build or in rooms.py. In a house of two
layers and three rooms, made for it."""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HOUSE = f"""cmake_minimum_required(VERSION 3.25)
project(house LANGUAGES C)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
include({HERE.parent}/cmake/rooms.cmake)
layer(low)
layer(high USES low MODEL high/model.h ROOMS high/cellar high high/attic)
build_layers()
"""
SOUND = {
    "CMakeLists.txt": HOUSE,
    "low/a.h": "int low(void);\n",
    "low/a.c": '#include "low/a.h"\n#include <stddef.h>\nint low(void) { return 1; }\n',
    "low/a.def": "A(one)\n",
    "high/cellar/c.h": "int cellar(void);\n",
    "high/model.h": '#include "high/attic/d.h"\n',
    "high/cellar/c.c": '#include "high/cellar/c.h"\n#include "high/model.h"\n#include "low/a.h"\nint cellar(void) { return low(); }\n',
    "high/b.h": "int high(void);\n",
    "high/b.c": '#include "high/b.h"\n#include "high/cellar/c.h"\nint high(void) { return cellar(); }\n',
    "high/attic/d.h": "extern int attic;\n",
    "high/attic/d.c": '#include "high/attic/d.h"\n#include "high/b.h"\nint attic;\nint up(void) { return high(); }\n',
}
LOW, ROOM = SOUND["low/a.c"], SOUND["high/cellar/c.c"]
WAYS = {  # the way: what it changes, and what is said
    "an include": ({"low/a.c": '#include "high/b.h"\n' + LOW}, "low/a.c includes high/b.h"),
    "an include of a room": ({"high/cellar/c.c": '#include "high/b.h"\n' + ROOM}, "high/cellar/c.c includes high/b.h"),
    "a room of a room": ({"high/b.h": '#include "high/attic/d.h"\n'}, "high/b.h includes high/attic/d.h"),
    "a model of the layer above": ({"low/a.c": '#include "high/model.h"\n' + LOW}, "low/a.c includes high/model.h"),
    "a system's include": ({"low/a.c": "#include <high/b.h>\n" + LOW}, "write #include"),
    "blanks": ({"low/a.c": '#  include "high/b.h"\n' + LOW}, "write #include"),
    "a blank before": ({"low/a.c": ' # include "high/b.h"\n' + LOW}, "write #include"),
    "a digraph": ({"low/a.c": '%:include "high/b.h"\n' + LOW}, "write #include"),
    "a path that goes up": ({"low/a.c": '#include "../high/b.h"\n' + LOW}, "write #include"),
    "a path that goes down and up": ({"low/a.c": '#include "low/../high/b.h"\n' + LOW}, "write #include"),
    "a path beside": ({"high/b.c": '#include "b.h"\n'}, "write #include"),
    "an include by a name": ({"low/a.c": '#define B "high/b.h"\n#include B\n' + LOW}, "write #include"),
    "a table": ({"low/a.def": '#include "high/b.h"\n'}, "low/a.def includes high/b.h"),
    "a header": ({"low/a.h": '#include "high/b.h"\nint low(void);\n'}, "low/a.h includes high/b.h"),
    "a comment within": ({"low/a.c": '#/**/include "high/b.h"\n' + LOW}, "low/a.c uses #include of high/b.h"),
    "a line in two": ({"low/a.c": '#\\\ninclude "high/b.h"\n' + LOW}, "low/a.c uses #include of high/b.h"),
    "a declaration of one's own": ({"low/a.c": LOW.replace("{ return 1", "{ int high(void); return high()")}, "low/a.c uses high"),
    "a variable": ({"high/cellar/c.c": ROOM.replace("{ ", "{ extern int attic; ").replace("low()", "attic")},
                   "high/cellar/c.c uses attic of high/attic/d.c"),
    "a layer above": ({"CMakeLists.txt": HOUSE.replace("layer(low)", "layer(low USES high)")}, "uses high, which is not listed"),
    "a room that is not there": ({"CMakeLists.txt": HOUSE.replace("high/attic", "high/loft")}, "high/loft is no room of high"),
    "a folder of no layer": ({"low/a.c": '#include "side/e.h"\n' + LOW, "side/e.h": "\n"}, "low/a.c includes side/e.h"),
    "a long file": ({"low/a.c": LOW + "\n" * 400}, "low/a.c has 403 lines"),
    "a long function": ({"low/a.c": LOW + "int longer(void)\n{\n" + "\n" * 50 + "    return 0;\n}\n"}, "has 54 lines"),
}


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, " ".join(done.stdout.split())


def check(root):
    code, text = run("cmake", "--build", root / "build")
    return (code, text) if code else run(sys.executable, HERE / "rooms.py", root, root / "build")


def write(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def main(root):
    write(root, SOUND)
    run("cmake", "-G", "Ninja", "-S", root, "-B", root / "build")
    code, text = check(root)
    bad = [] if not code and "upward edges: 0 circles between rooms: 0" in text else [f"the sound house fails: {text}"]
    for way, (files, said) in WAYS.items():
        write(root, files)
        code, text = check(root)
        if not code or said not in text:
            bad.append(f"{way} gets past: {text}")
        write(root, {name: SOUND.get(name, "") for name in files})
    print(f"{len(WAYS)} ways around fail" if not bad else "\n".join(bad))
    return bool(bad)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(pathlib.Path(folder).resolve()))
