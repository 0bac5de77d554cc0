"""schema.py CFGEN [FOLDER...]: the schema that `cfgen docs --schema` writes takes every service.yml of the goldens and examples that
validates, or all of the folders, and refuses those of the findings on keys and shapes. Exit status 77: no jsonschema of scripts/requirements.txt."""
import datetime, json, pathlib, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.extend(str(path) for path in (ROOT / "build/venv/lib").glob("python*/site-packages"))
try:
    import jsonschema, yaml
except ImportError:
    print("no jsonschema: skipped")
    sys.exit(77)

REFUSED = ["E101", "E102", "E103"]


class Loader(yaml.SafeLoader):
    pass


def tagged(loader, suffix, node):
    kind = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: lambda n: loader.construct_sequence(n, True),
            yaml.MappingNode: lambda n: loader.construct_mapping(n, True)}[type(node)]
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": kind(node)}


Loader.add_multi_constructor("!", tagged)


def plain(value):
    """As JSON has it: keys are texts, and so is what only YAML 1.1 takes for a date."""
    if isinstance(value, dict):
        return {"true" if key is True else "false" if key is False else str(key): plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    return str(value) if isinstance(value, datetime.date) else value


def main():
    cfgen = sys.argv[1]
    schema = json.loads(subprocess.run([cfgen, "docs", "--schema"], stdout=subprocess.PIPE, check=True).stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    validator, taken, bad = jsonschema.Draft7Validator(schema), 0, 0
    folders = [pathlib.Path(folder).resolve() for folder in sys.argv[2:]]
    for path in sorted(path for folder in folders or [ROOT / name for name in ("tests/golden", "examples", "bench")] for path in folder.glob("**/service.yml")):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 60}
        if not folders and subprocess.run([cfgen, "validate", path], **quiet).returncode:
            continue
        taken += 1
        text = path.read_text()
        # A handler or an image for all is nothing that a function lacks; the schema cannot know it.
        if folders and re.search(r"^defaults:\n(  .*\n)*?  (handler|image):", text, re.M):
            continue
        for error in validator.iter_errors(plain(yaml.load(text, Loader))):
            best = jsonschema.exceptions.best_match([error])
            print(f"{path.relative_to(folders[0] if folders else ROOT)}: {'.'.join(map(str, best.absolute_path))}: {best.message[:160]}")
            bad = 1
    for code in REFUSED:
        path = ROOT / "tests/findings" / code / "service.yml"
        if validator.is_valid(plain(yaml.load(path.read_text(), Loader))):
            print(f"{path.relative_to(ROOT)} is taken although it is wrong")
            bad = 1
    print(f"{taken} descriptions")
    sys.exit(bad or not taken)


main()
