"""diff.py CFGEN SHARED [COUNT [SEED]]: what `cfgen diff` says of changes whose meaning is known.

Every single change of a generated template is told, and nothing beside it, with the replacement that AWS's published
schemas and our overlay say; a template is the same as itself, and as itself with its keys in another order. So is, of COUNT (40) templates of the
goldens, taken by the random SEED (3), what is added, removed or changed of any section, attribute, property or route.
Where SHARED has them: the pairs of CDK's own tests with their impacts, and the service of 50 resources with seven changes
and two reorderings."""
import json, pathlib, random, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
cfgen, shared = sys.argv[1], pathlib.Path(sys.argv[2])
folder = pathlib.Path(tempfile.mkdtemp())
bad = 0


def wrong(what):
    global bad
    bad += 1
    print(what)


def diff(old, new):
    for name, template in ("old.json", old), ("new.json", new):
        (folder / name).write_text(json.dumps(template))
    run = subprocess.run([cfgen, "diff", folder / "old.json", folder / "new.json", "--format", "json"],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    if run.returncode:
        sys.exit(f"diff ends with {run.returncode}: {run.stderr.decode()[:500]}")
    return json.loads(run.stdout)


def told(result):
    """The rows that are changes themselves, without what only refers to something that is made anew."""
    return [row for row in result["changes"] if row.get("before") != row.get("after")]


def holds(value, part):
    if value == part:
        return True
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return any(holds(child, part) for child in children)


def scalars(value, path=()):
    """Every plain value of a tree that is not in an intrinsic function or a JSON text."""
    if isinstance(value, dict):
        if len(value) == 1 and (key := next(iter(value))) and (key == "Ref" or key.startswith("Fn::")):
            return
        for key, child in value.items():
            yield from scalars(child, (*path, key))
    elif isinstance(value, list):
        for place, child in enumerate(value):
            yield from scalars(child, (*path, place))
    elif not (isinstance(value, str) and value[:1] in "{["):
        yield path, value


def changed(value):
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, (int, float)) else value + "x"


def replaced(template, path, value):
    copy = json.loads(json.dumps(template))
    at = copy
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return copy


def shuffled(value, chance):
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(child, chance) for child in value] if isinstance(value, list) else value


def create_only():
    """type → paths, each a tuple of steps, that AWS's schemas or our overlay call create-only; empty where SHARED is absent."""
    paths = {}
    file = shared / "corpora/schemas/us-east-1-all-types.jsonl"
    for schema in map(json.loads, file.read_text().splitlines() if file.exists() else []):
        paths[schema["typeName"]] = [tuple(path.split("/")[2:]) for path in schema.get("createOnlyProperties", [])]
    for line in json.loads((ROOT / "templates/schema/schema-overlay.json").read_text()):
        for name in line["types"] if line["at"] == "/createOnlyProperties" and paths else ():
            paths[name].append(tuple(line["add"].split("/")[2:]))
    return paths


def check_single_changes(template, only):
    if told(diff(template, template)):
        wrong("a template differs from itself")
    if told(diff(template, shuffled(template, random.Random(1)))):
        wrong("a template differs from itself in another order of keys")
    places = [(path, value) for path, value in scalars(template["Resources"]) if path[1] == "Properties"]
    chance, told_so = random.Random(2), 0
    for path, old in chance.sample(places, min(250, len(places))):
        new = changed(old)
        result = diff(template, {**template, "Resources": replaced(template["Resources"], path, new)})
        where, rows = ".".join(map(str, path)), told(result)
        single = len(rows) == 1 and holds(rows[0].get("before"), old) and holds(rows[0].get("after"), new)
        pair = (len(rows) == 2 and {row["edit"] for row in rows} == {"add", "remove"} and
                any(holds(row.get("before"), old) for row in rows) and any(holds(row.get("after"), new) for row in rows))
        if not (single or pair) or any(row["logicalId"] != path[0] for row in rows):
            wrong(f"{where}: {old!r} → {new!r} is told as {[(row['logicalId'], row['path']) for row in rows]}")
            continue
        kind = template["Resources"][path[0]]["Type"]
        if only and kind in only:
            steps = tuple("*" if isinstance(step, int) else step for step in path[2:])
            forced = len(rows) == 1 and any(steps[:len(each)] == each for each in only[kind])
            told_so += forced
            if len(rows) == 1 and (rows[0]["replacement"] == "yes") != forced:
                wrong(f"{where} is {'' if forced else 'not '}create-only, and is told to replace: {rows[0]['replacement']}")
    print(f"{min(250, len(places))} of {len(places)} single changes, {told_so} of them create-only")


def without(value, path):
    """A copy that lacks what is at the path."""
    copy = json.loads(json.dumps(value))
    at = copy
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return copy


def keys_below(value, path=()):
    """Every key whose value may go: not of an intrinsic function, nor the last one of a mapping."""
    if isinstance(value, dict):
        if len(value) == 1 and (key := next(iter(value))) and (key in ("Ref", "Condition") or key.startswith("Fn::")):
            return
        for key, child in value.items():
            if len(value) > 1:
                yield (*path, key)
            yield from keys_below(child, (*path, key))
    elif isinstance(value, list):
        for place, child in enumerate(value):
            yield from keys_below(child, (*path, place))


ATTRIBUTES = {"DeletionPolicy": ["Retain", "Delete"], "UpdateReplacePolicy": ["Retain", "Delete"], "Metadata": [{"a": 1}, {"a": 2}],
              "Condition": ["One", "Other"]}


def mutations(template, chance):
    """What is changed, the section and the id that must be told, and the new template; each is tried in both directions."""
    resources = template["Resources"]
    name = chance.choice(list(resources))
    yield "resource removed", "Resources", name, without(template, ("Resources", name))
    for attribute, (one, other) in ATTRIBUTES.items():
        now = resources[name].get(attribute)
        yield attribute, "Resources", name, replaced(template, ("Resources", name, attribute), other if now == one else one)
    other = chance.choice(list(resources))
    if other != name and not resources[name].get("DependsOn"):
        yield "DependsOn", "Resources", name, replaced(template, ("Resources", name, "DependsOn"), [other])
    for section, content in (("Parameters", {"Type": "String", "Default": "x"}), ("Outputs", {"Value": "x"}),
                             ("Conditions", {"Fn::Equals": ["a", "b"]}), ("Mappings", {"a": {"b": "c"}})):
        yield f"{section} added", section, "Added", {**template, section: {**template.get(section, {}), "Added": content}}
    below = [path for name, resource in resources.items() for path in keys_below(resource.get("Properties", {}), ("Resources", name, "Properties"))
             if not in_policy(template, path)]
    for path in chance.sample(below, min(4, len(below))):
        yield f"{'.'.join(map(str, path))} removed", "Resources", path[1], without(template, path)
    routes = [("Resources", name, "Properties", "Body", "paths", path, method)
              for name, resource in resources.items() if isinstance(body := resource.get("Properties", {}).get("Body"), dict)
              for path, methods in body["paths"].items() for method in methods]
    for path in chance.sample(routes, min(2, len(routes))):
        yield f"route {path[5:]} removed", "Resources", path[1], without(template, path)


def in_policy(template, path):
    """Within a policy a part that goes may be none: a statement without Sid, or without what another says too."""
    return any("Polic" in str(step) or step in ("Statement", "KeyPolicy") for step in path)


def check_mutations(count, seed):
    chance, tried = random.Random(seed), 0
    services = sorted((ROOT / "tests/golden/generate").glob("*/service.yml"))
    for service in chance.sample(services, min(count, len(services))):
        made = subprocess.run([cfgen, "generate", service, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if made.returncode or not made.stdout.startswith(b"{"):
            continue
        template = json.loads(made.stdout)
        if told(diff(template, template)):
            wrong(f"{service.parent.name} differs from itself")
        for what, section, name, other in mutations(template, chance):
            for old, new, way in ((template, other, "there"), (other, template, "back")):
                tried += 1
                rows = told(diff(old, new))
                if not rows or any((row["section"], row["logicalId"]) != (section, name) for row in rows):
                    wrong(f"{service.parent.name}: {what}, {way}, of {name}, is told as {[(r['section'], r['logicalId'], r['path']) for r in rows]}")
    print(f"{tried} changes of all kinds")
    if not tried:
        wrong("no golden generates a template")


def check_pairs():
    cases = json.loads((shared / "corpora/cfn-diff/pairs.json").read_text())
    for case in cases:
        result, expect = diff(case["old"], case["new"]), case["expect"]
        resources = {row["logicalId"] for row in result["changes"] if row["section"] == "Resources"}
        for count in [*expect["differenceCount"], *expect["resourceDifferenceCount"]][:1]:
            if len(resources) != count:
                wrong(f"{case['case']}: {len(resources)} resources differ, not {count}")
        for impact in expect["changeImpacts"]:
            worst = max((row["replacement"] for row in result["changes"]), key=["no", "conditional", "yes"].index)
            if worst != {"WILL_UPDATE": "no", "MAY_REPLACE": "conditional", "WILL_REPLACE": "yes"}[impact]:
                wrong(f"{case['case']}: {worst}, not {impact}")
    print(f"{len(cases)} pairs")


SEVEN = {  # logical id, path's end, severity
    ("QuestTable", "AttributeType", "data-loss"), ("QuestTable", "DeletionPolicy", "data-loss"),
    ("QuestBucket", "ExpirationInDays", "data-loss"), ("GetQuestIamRoleLambdaExecution", "Action[]", "security"),
    ("AuditQueue", "", "behaviour"), ("CreateQuestLambdaFunction", "MemorySize", "behaviour"),
    ("KeepWarmLambdaFunction", "", "outage"),
}


def check_service():
    old, new = (json.loads((shared / f"bench/inputs/common/diff/{name}.json").read_text()) for name in ("before", "after"))
    rows = [row for row in told(diff(old, new)) if row["section"] == "Resources"]
    for name, end, severity in SEVEN:
        if not any(row["logicalId"] == name and row["path"].endswith(end) and row["severity"] == severity for row in rows):
            wrong(f"{name} {end}: not told as {severity}")
    others = {row["logicalId"] for row in rows} - {name for name, _, _ in SEVEN}
    if any(not name.startswith("KeepWarm") for name in others):
        wrong(f"told, but no change: {sorted(others)}")
    print("7 changes, 2 reorderings")


service = ROOT / "examples/civicforge/service.yml"
made = subprocess.run([cfgen, "generate", service, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
check_single_changes(json.loads(made.stdout), create_only())
count, seed = (list(map(int, sys.argv[3:])) + [40, 3][len(sys.argv) - 3:])[:2]
check_mutations(count, seed)
if (shared / "corpora/cfn-diff").is_dir():
    check_pairs()
    check_service()
else:
    print(f"no {shared}: pairs and replacements skipped")
sys.exit(1 if bad else 0)
