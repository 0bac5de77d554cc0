"""same.py CFGEN: one service, written in two ways, has no changes.

Each description of examples/, tests/golden/ and templates/ that generates is compared with its own template as JSON, its
template as YAML with that as JSON, and one run of `generate` with the next: `diff --exit-code` says "no changes" and ends
with 0. Of a service with several stacks each template is compared with itself, and the description in each region."""
import concurrent.futures, os, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CFGEN = os.path.abspath(sys.argv[1])
FOLDERS = ("examples", "templates", "tests/golden")
compared = []  # one per comparison, appended by several threads
wrong = []


def cfgen(folder, home, *arguments):
    environment = {"PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return subprocess.run([CFGEN, *map(str, arguments)], cwd=folder, env=environment, capture_output=True, text=True,
                          timeout=60, stdin=subprocess.DEVNULL)


def compare(folder, home, what, *sides):
    run = cfgen(folder, home, "diff", *sides, "--exit-code")
    compared.append(what)
    if run.returncode or run.stdout != "no changes\n":
        lines = run.stdout.splitlines()[:12] + run.stderr.splitlines()[:4]
        wrong.append(f"{what}: exit {run.returncode}\n" + "\n".join(f"    {line}" for line in lines))


def check(service):
    name = service.relative_to(ROOT)
    with tempfile.TemporaryDirectory() as home:
        made = {form: pathlib.Path(home, form) for form in ("yaml", "json", "again")}
        for form, folder in made.items():
            options = [] if form == "yaml" else ["--format", "json"]
            if cfgen(service.parent, home, "generate", service.name, *options, "-o", f"{folder}/").returncode:
                return  # it is a description with findings, or needs what is not here
        templates = sorted(made["json"].iterdir())
        for template in templates:
            written = made["yaml"] / f"{template.stem}.yaml"
            compare(home, home, f"{name}: {template.stem} as YAML and as JSON", written, template)
            again = made["again"] / template.name
            if again.read_bytes() != template.read_bytes():
                wrong.append(f"{name}: generate writes two texts")
        if len(templates) == 1:
            compare(service.parent, home, f"{name}: beside its own template", templates[0], service.name)


def main():
    services = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.yml"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(check, services))
    for text in wrong:
        print(text)
    print(f"{len(compared)} comparisons of {len(services)} descriptions, {len(wrong)} with changes that are none")
    sys.exit(bool(wrong) or len(compared) < 100)


main()
