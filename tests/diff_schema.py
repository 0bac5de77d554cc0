"""diff_schema.py CFGEN: what `cfgen diff --format json` writes is what docs/diff.schema.json says, for the pairs of the goldens
and for replies of AWS. Ends with 77 without jsonschema."""
import json, os, pathlib, shutil, subprocess, sys, tempfile

from published import ROOT, errors, validator

cfgen = pathlib.Path(sys.argv[1]).resolve()
check = validator("diff")
seen, bad = set(), 0


def keys(value, path=""):
    for key, child in value.items() if isinstance(value, dict) else ():
        if path.endswith((".before", ".after", ".expected", ".actual")):
            return
        yield f"{path}.{key}"
        yield from keys(child, f"{path}.{key}")
    for child in value if isinstance(value, list) else ():
        yield from keys(child, path)


def validate(name, text):
    global bad
    result = json.loads(text)
    seen.update(keys(result))
    bad += errors(check, name, result)


def run(folder, *command):
    with tempfile.TemporaryDirectory() as work:
        here = shutil.copytree(folder, pathlib.Path(work) / "here")
        environment = {"PATH": f"{cfgen.parent}:{os.environ['PATH']}", "HOME": work, "TESTS": str(ROOT / "tests"), "LC_ALL": "C.UTF-8"}
        return subprocess.run(["sh", "-c", *command], cwd=here, env=environment, stdout=subprocess.PIPE, timeout=60).stdout


for folder in sorted((ROOT / "tests/golden/diff").iterdir()):
    pairs = [pair for pair in (("old.yml", "new.yml"), ("old/main.yml", "new/main.yml")) if all((folder / name).exists() for name in pair)]
    for old, new in pairs:
        validate(folder.name, run(folder, f"cfgen diff {old} {new} --format json"))
code = (ROOT / "tests/golden/diff/code/command").read_text().split("cfgen diff")[0]
validate("code", run(ROOT / "tests/golden/diff/code", f"({code}) >/dev/null; cfgen diff --against HEAD --format json"))
for folder in [*sorted((ROOT / "tests/replies").glob("diff.*")), ROOT / "tests/findings/W751"]:
    text = run(folder, (folder / "command").read_text().strip() + " --format json")
    if text:
        validate(folder.name, text)
for part in ("drift.properties", "steps.what", "changes.code", "changes.regions", "iam.condition", "changes.physicalId", "changes.why", "cost.changes", "warnings.message", "summary.cosmeticOnly"):
    if not any(key.startswith(f".{part}") for key in seen):
        bad += 1
        print(f"nothing here has {part}")
sys.exit(bad > 0)
