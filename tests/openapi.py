"""openapi.py CFGEN: what `cfgen openapi` writes of every service.yml of the goldens and examples, and of each stage there, is
valid OpenAPI 3.1, and nothing in it is API Gateway's; but for the golden whose overlay makes no sense. Exit status 77: no validator of scripts/requirements.txt."""
import json, pathlib, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.extend(str(path) for path in (ROOT / "build/venv/lib").glob("python*/site-packages"))
try:
    from openapi_spec_validator import OpenAPIV31SpecValidator
except ImportError:
    print("no openapi-spec-validator: skipped")
    sys.exit(77)


def stages_of(service):
    section = re.search(r"^stages:\n((?: .*\n)+)", service.read_text(errors="replace"), re.M)
    return re.findall(r"^  (\w+):", section[1], re.M) if section else []


def document(cfgen, service, *options):
    run = subprocess.run([cfgen, "openapi", "--format", "json", *options, str(service)], capture_output=True, text=True)
    return json.loads(run.stdout) if run.stdout else None


def main():
    cfgen, services, count, wrong = sys.argv[1], [], 0, []
    for folder in ("examples", "tests/golden"):
        services += sorted(path for path in (ROOT / folder).rglob("service.yml") if path.parent.name != "odd")
    for service in services:
        for stage in [[], *(["--stage", name] for name in stages_of(service))]:
            for api in ("rest", "http"):
                made = document(cfgen, service, "--api", api, *stage)
                if not made:
                    continue
                count += 1
                findings = [error.message for error in OpenAPIV31SpecValidator(made).iter_errors()]
                if "x-amazon-" in json.dumps(made):
                    findings.append("it has a key of API Gateway's")
                wrong += [f"{service.relative_to(ROOT)} {' '.join(stage)} {api}: {finding}" for finding in findings]
    print("\n".join(wrong) or f"{count} documents are valid")
    return bool(wrong) or count < 30


sys.exit(main())
