#!/usr/bin/env python3
"""rooms.py ROOT BUILD: whether the rooms of the house (CMakeLists.txt) keep their order, as the compiler and the linker see it:
what each object was made from, and which symbols of other objects it needs. Prints the sizes, too."""
import json
import pathlib
import re
import statistics
import subprocess
import sys

LONGEST_FILE, LONGEST_FUNCTION = 400, 50


class House:
    """The rooms, lowest first, and which each may use: BUILD/rooms.txt, which CMake writes."""

    def __init__(self, build):
        rows = [line.split(":") for line in (build / "rooms.txt").read_text().splitlines()]
        self.may_use = {names.split()[1]: uses.split() for names, uses in rows}
        self.layer = {names.split()[1]: names.split()[0] for names, _ in rows}

    def room(self, path):
        """The longest room that leads to a file; None: it is in none."""
        while path and path not in self.may_use:
            path = path.rpartition("/")[0]
        return path or None

    def layer_may_use(self, source, file):
        """Of a file that is read: rooms share types through other headers, so that only the layers tell."""
        used, layer = self.room(file), self.layer[self.room(source)]
        return not used or any(used in uses for room, uses in self.may_use.items() if self.layer[room] == layer)


def objects(root, build, house):
    """{object: source} of what is in a room; of a source that was compiled more than once, one."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = pathlib.Path(entry["file"])
        source = source.relative_to(root).as_posix() if source.is_relative_to(root) else ""
        if house.room(source):
            found.setdefault(source, re.search(r" -o (\S+)", entry["command"])[1])
    return {name: source for source, name in found.items()}


def symbols(build, sources):
    """{source: (defined, needed)}: the global symbols of each object."""
    lines = subprocess.run(["nm", "-A", "-g", "-P", *sources], cwd=build, check=True, capture_output=True, text=True).stdout
    table = {source: (set(), set()) for source in sources.values()}
    for line in lines.splitlines():
        name, rest = line.split(": ", 1)
        symbol, kind = rest.split()[:2]
        table[sources[name]][kind in "Uvw"].add(symbol)
    return table


def calls(table):
    """(source, source, symbol) for each symbol that one needs and another defines."""
    home = {symbol: source for source, (defined, _) in table.items() for symbol in defined}
    return sorted((source, home[symbol], symbol) for source, (_, needed) in table.items() for symbol in needed
                  if symbol in home and home[symbol] != source)


def includes(root, build, sources):
    """(source, file) for each file of ours that the compiler read for an object, by whatever way."""
    text = subprocess.run(["ninja", "-t", "deps"], cwd=build, check=True, capture_output=True, text=True).stdout
    found, read = set(), set()
    for block in re.split(r"\n\n+", text.strip()):
        head, *files = block.splitlines()
        source = sources.get(head.split(":")[0])
        if not source:
            continue
        read.add(source)
        for file in files:
            path = (build / file.strip()).resolve()
            if path.is_relative_to(root):
                found.add((source, path.relative_to(root).as_posix()))
    missing = [s for s in sources.values() if s.endswith(".c") and s not in read]
    if missing:
        sys.exit(f"ninja does not know what {missing[0]} was made from: build first")
    return sorted(found)


def circles(arrows):
    """The sets of rooms that reach each other."""
    reach = {room: {b for a, b in arrows if a == room} for arrow in arrows for room in arrow}
    for middle in reach:
        for room in reach:
            if middle in reach[room]:
                reach[room] = reach[room] | reach[middle]
    return {frozenset(b for b in reach if b in reach[a] and a in reach[b]) for a in reach if a in reach[a]}


def functions(text):
    """(first line, number of lines) of each function, as clang-format lays them out."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[A-Za-z_].*\) \{.*\}$", line):
            yield line, 1
        if line != "{":
            continue
        start = number - 1
        while lines[start].startswith(" ") or re.match(r"[A-Za-z_ ].*[^;{}/]$", lines[start - 1]):
            start -= 1
        end = next(i for i in range(number, len(lines)) if lines[i].startswith("}"))
        yield lines[start], end - start + 1


def sizes(root, house):
    """Prints the sizes; the findings."""
    bad, rooms, code, length = [], {}, [], []
    folders = sorted({room.split("/")[0] for room in house.may_use})
    for path in sorted(path for folder in folders for path in (root / folder).rglob("*.[ch]")):
        name = path.relative_to(root).as_posix()
        room = house.room(name)
        text = path.read_text()
        count = text.count("\n")
        rooms[room] = rooms.get(room, 0) + count
        code.append(count)
        if count > LONGEST_FILE:
            bad.append(f"{name} has {count} lines")
        for function, lines in functions(text):
            length.append(lines)
            if lines > LONGEST_FUNCTION:
                bad.append(f"{name}: {function} has {lines} lines")
    largest = max(rooms, key=rooms.get)
    print(f"largest room: {largest}, {100 * rooms[largest] / sum(code):.1f} % of {sum(code)} lines")
    print(f"files: {len(code)}, median {statistics.median(code):.0f} lines, longest {max(code)}")
    print(f"functions: {len(length)}, median {statistics.median(length):.0f} lines, longest {max(length)}")
    return bad


def main(root, build):
    house = House(build)
    sources = objects(root, build, house)
    edges = calls(symbols(build, sources))
    pairs = {(a, b): (house.room(a), house.room(b)) for a, b, _ in edges}
    upward = [(a, b, what) for a, b, what in edges if pairs[a, b][1] not in house.may_use[pairs[a, b][0]]]
    upward += [(a, b, "#include") for a, b in includes(root, build, sources) if not house.layer_may_use(a, b)]
    arrows = {pair for pair in pairs.values() if pair[0] != pair[1]}
    round_about = circles(arrows)
    print(f"rooms: {len(house.may_use)}, arrows between them: {len(arrows)}")
    print(f"upward edges: {len(upward)}")
    print(f"circles between rooms: {len(round_about)}")
    bad = [f"{a} uses {what} of {b}" for a, b, what in upward]
    bad += ["a circle: " + ", ".join(sorted(circle)) for circle in round_about]
    bad += sizes(root, house)
    print(*bad, sep="\n", end="\n" if bad else "")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(*(pathlib.Path(path).resolve() for path in sys.argv[1:3])))
