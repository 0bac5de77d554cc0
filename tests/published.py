"""The schemas of docs/ for what cfgen writes as JSON."""
import json, pathlib, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def validator(name):
    """Of docs/NAME.schema.json. Ends with 77 without jsonschema."""
    try:
        import jsonschema
    except ImportError:
        print("skipped: no jsonschema")
        sys.exit(77)
    schema = json.loads((ROOT / f"docs/{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def errors(check, name, result):
    """How many there are, each told in a line."""
    found = list(check.iter_errors(result))
    for error in found:
        print(f"{name}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    return len(found)
