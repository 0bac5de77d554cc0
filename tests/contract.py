"""contract.py CFGEN LANGUAGE: every description that the language's contract shows is taken, in each of its stages, and
generates. The files that it names are made as they must be. Exit status 77: there is no LANGUAGE."""
import pathlib, re, subprocess, sys, tempfile

cfgen, language = sys.argv[1], pathlib.Path(sys.argv[2])
if not language.exists():
    print(f"no {language}: skipped")
    sys.exit(77)
# What the contract has and a later version will do: keys, each with what their absence is told by. A description with
# one of them must be refused for just these, so that a key that works by now is noticed here.
LATER = {
    "build": "unknown key 'build'",
    "folder": "unknown key 'folder'",
    "api.id": "unknown key 'id'",
    "api.root": "unknown key 'root'",
    "transform": "unknown key 'transform'",
}
bad = 0
found = set()
blocks = re.findall(r"```yaml\n(.*?)```", language.read_text(), re.S)
for number, block in enumerate(blocks):
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "service.yml").write_text(block)
    handlers = {}
    for module, function in re.findall(r"((?:handlers|edge)/\w+)\.(\w+)", block):
        handlers.setdefault(module, set()).add(function)
    for module, functions in handlers.items():
        path = folder / f"{module}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"def {name}(event, context): ...\n" for name in sorted(functions)))
    for path in re.findall(r"(schemas/\S+\.json)", block):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text('{"type": "object"}')
    (folder / "public").mkdir()
    (folder / "public/index.html").write_text("hello\n")
    section = re.search(r"^stages:.*\n((?:[ #].*\n|\n)*)", block, re.M)
    stages = re.findall(r"^  (\w+):", section[1], re.M) if section else []
    for stage in [None, *stages]:
        run = subprocess.run([cfgen, "generate", *(["--stage", stage] if stage else []), "-o", f"out-{stage}/"], cwd=folder,
                             capture_output=True, text=True, timeout=60)
        made = list((folder / f"out-{stage}").glob("*.yaml"))
        unknown = set(re.findall(r"unknown key '\w+'", run.stderr))
        if unknown and unknown <= set(LATER.values()):
            found |= unknown
            print(f"description {number + 1}, stage {stage}: later: {', '.join(sorted(unknown))}")
        elif run.returncode or not made:
            bad = 1
            print(f"description {number + 1}, stage {stage}: {run.returncode}\n{run.stderr}")
        else:
            print(f"description {number + 1}, stage {stage}: {len(made)} templates")
for key, told in LATER.items():
    if told not in found:
        bad = 1
        print(f"{key} is not refused any more: remove it from LATER")
sys.exit(bad or not blocks)
