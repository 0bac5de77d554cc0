"""cost_schema.py CFGEN: what `cfgen cost --format json` writes is what docs/cost.schema.json says, for the goldens and the example.
Ends with 77 without jsonschema."""
import json, pathlib, subprocess, sys

from published import ROOT, errors, validator

cfgen = pathlib.Path(sys.argv[1]).resolve()
check = validator("cost")
bad, changes, regions = 0, 0, set()
for folder, arguments in [(ROOT / "tests/golden/cost/lines", []), (ROOT / "tests/golden/cost/things", []),
                          (ROOT / "tests/golden/cost/things", ["--with", "functions.order.memory=2048"]),
                          (ROOT / "examples/civicforge", ["--stage", "prod"])]:
    result = json.loads(subprocess.run([cfgen, "cost", "--format", "json", *arguments], cwd=folder, check=True, capture_output=True).stdout)
    bad += errors(check, folder.name, result)
    for stack in result["stacks"]:
        regions.add(stack["region"])
        if abs(sum(line["monthly"] for line in stack["lines"]) - stack["monthly"]) > 0.0001 * (len(stack["lines"]) + 1):
            bad += 1
            print(f"{folder.name}: the lines of {stack['stack']} do not add up")
    changes += len(result.get("changes", []))
if not changes or len(regions) < 2:
    bad += 1
    print("nothing here has changes, or several regions")
sys.exit(bad > 0)
