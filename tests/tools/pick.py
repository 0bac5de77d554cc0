"""pick.py PATH...: what a template, JSON on standard input, has at some paths, a line a value. `*` in a path is any key
or item; `types` lists the resources with their types. Hashes in logical ids are written as HASH."""
import json, re, sys


def show(line):
    print(re.sub(r"(Deployment|Docs|Schedule|Version)[0-9a-f]{8,10}", r"\1HASH", line))


def walk(value, steps, path):
    if not steps:
        show(f"{'.'.join(path)}: {json.dumps(value)}")
    elif isinstance(value, (dict, list)):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            if steps[0] in ("*", str(key)):
                walk(child, steps[1:], [*path, str(key)])


template = json.load(sys.stdin)
for path in sys.argv[1:]:
    if path == "types":
        for name, resource in template["Resources"].items():
            show(f"{name} {resource['Type']}")
    else:
        walk(template, path.split("."), [])
