"""limits.py CFGEN: the limits that cfgen itself knows, each at its last accepted and its first refused values.

What AWS's schemas limit is tested with them (unit.schema). A case is a description with X in the place of the value."""
import json
import pathlib
import subprocess
import sys
import tempfile

cfgen = pathlib.Path(sys.argv[1]).resolve()

HEAD = "service: shop\nruntime: python3.13\n"
FUNCTION = "functions:\n  f:\n    handler: app.main\n"
QUEUED = "queues: {jobs: {}}\n" + FUNCTION
TABLE = "tables:\n  t:\n    key: id\n"
CONTAINER = "containers:\n  web:\n    image: nginx\n"
WORKFLOW = "workflows:\n  w:\n"
REST = "http: GET /a"

CASES = {  # name: description, accepted, refused, and the code where it is not E104
    "function timeout": (FUNCTION + "    timeout: X\n", ["1s", "15m"], ["0s", "901s"]),
    "route timeout": (FUNCTION + "    events: [{http: {route: GET /a, timeout: X}}]\n", ["1s", "29s", "300s"], ["0s", "301s"]),
    "route cache": ("api: {cache: {size: 0.5}}\n" + FUNCTION + "    events: [{http: {route: GET /a, cache: X}}]\n",
                    ["1s", "3600s"], ["0s", "3601s"]),
    "queue batch": (QUEUED + "    events: [{queue: {name: jobs, batch: X}}]\n", ["1", "10"], ["0"]),
    "queue batch that waits for none": (QUEUED + "    events: [{queue: {name: jobs, batch: X}}]\n", ["10"], ["11"], "E213"),
    "queue batch with a window": (QUEUED + "    events: [{queue: {name: jobs, batch: X, window: 1s}}]\n", ["11", "10000"],
                                  ["0", "10001"]),
    "batch without a window": (QUEUED + "    events: [{queue: {name: jobs, batch: 11, window: X}}]\n", ["1s", "300s"], ["301s"]),
    "batch of a FIFO queue": ("queues: {jobs: {fifo: true}}\n" + FUNCTION
                              + "    events: [{queue: {name: jobs, batch: X}}]\n", ["10"], ["11"]),
    "retries of a queue": ("queues:\n  q: {retries: X}\n", ["1", "1000"], ["0", "1001"]),
    "retention of a stream": ("streams:\n  s: {retention: X}\n", ["1d", "365d"], ["0d", "366d"]),
    "capacity units": (TABLE + "    capacity: {read: 5, write: X}\n", ["1", "1-1", "5-100", "1-1000000000"],
                       ["0", "5-4", "a", "5-", "1-1000000001"]),
    "capacity target": (TABLE + "    capacity: {read: 5-10, write: 5, target: X}\n", ["20%", "90%"], ["19%", "91%"]),
    "express workflow": (WORKFLOW + "    type: express\n    timeout: X\n    steps: {a: {wait: 1s}}\n", ["300s", "5m"], ["301s"]),
    "rotation": (FUNCTION + "secrets:\n  s:\n    generate: {}\n    rotate: {function: f, every: X}\n", ["1d", "1000d"], ["0d", "1001d"]),
    "container batch": ("queues: {jobs: {}}\ncontainers:\n  c:\n    handler: app.main\n"
                        "    events: [{queue: {name: jobs, batch: X}}]\n", ["1", "10"], ["0", "11"]),
    "container timeout": ("queues: {jobs: {}}\n" + CONTAINER + "    events: [{queue: {name: jobs, timeout: X}}]\n",
                          ["1s", "12h"], ["0s", "43201s"]),
    "container storage": (CONTAINER + "    storage: X\n", ["21GB", "200GB"], ["20GB", "201GB"]),
    "container tasks": (CONTAINER + "    tasks: X\n", ["0", "1", "1-5000"], ["3-2", "1-5001", "a", "1-"]),
    "container cpu target": (CONTAINER + "    tasks: {count: 1-3, cpu: X}\n", ["10%", "90%"], ["9%", "91%"]),
    "container memory target": (CONTAINER + "    tasks: {count: 1-3, memory: X}\n", ["10%", "90%"], ["9%", "91%"]),
    "scheduled tasks": (CONTAINER + "    tasks: X\n    events: [{schedule: rate(1 day)}]\n", ["1", "10"], ["11", "1-2"]),
    "deployment percent": (FUNCTION + "    deploy: {type: canary, percent: X}\n", ["1%", "99%"], ["0%", "100%"]),
    "deployment minutes": (FUNCTION + "    deploy: {type: linear, minutes: X}\n", ["1", "2880"], ["0", "2881"]),
    "provisioned target": (FUNCTION + "    provisionedConcurrency: {base: 1, max: 4, target: X}\n", ["10%", "90%"], ["9%", "91%"]),
    "provisioned maximum": (FUNCTION + "    provisionedConcurrency: {base: 3, max: X}\n", ["3", "4"], ["2"]),
    "provisioned of reserved": (FUNCTION + "    reservedConcurrency: 5\n    provisionedConcurrency: X\n", ["5"], ["6"]),
    "dashboard period": (FUNCTION + "dashboard: {period: X}\n", ["60s", "5m"], ["59s", "61s", "90s"]),
    "DAX nodes": ("tables:\n  t:\n    key: id\n    dax:\n      type: dax.t3.small\n      nodes: X\n", ["1", "11"], ["0", "12"]),
    "compression": ("api: {compress: X}\n" + FUNCTION + f"    events: [{{{REST}}}]\n", ["0", "10485760"], ["10485761"]),
    "key of a plan": ("api:\n  auth:\n    k: {key: {value: X}}\n" + FUNCTION
                      + "    events: [{http: {route: GET /a, auth: k}}]\n", ["a" * 20, "a" * 128], ["a" * 19, "a" * 129]),
    "tag value": ("tags: {a: X}\n" + FUNCTION, ["a" * 256, "ä" * 256], ["a" * 257]),
    "tag key": ("tags: {X: a}\n" + FUNCTION, ["a" * 128, "ä" * 128], ["a" * 129, "aws:a"], "E219"),
    "layers": (FUNCTION + "    layers: [a, b, c, d, X]\nlayers: {a: l, b: l, c: l, d: l, e: l, g: l}\n", ["e"], ["e, g"]),
    "backoff": (FUNCTION + WORKFLOW + "    steps: {a: {run: f, retry: {attempts: 2, backoff: X}}}\n", ["1", "1.5"], ["0.9", "a"]),
    "cache of an authorizer": ("api:\n  auth:\n    k: {function: f, identity: A-Token, cache: X}\n" + FUNCTION
                               + "    events: [{http: {route: GET /a, auth: k}}]\n", ["0s", "3600s"], ["3601s"]),
    "alarm period": (FUNCTION + "    alarms: {errors: {at: 1, period: X}}\n", ["10s", "20s", "30s", "60s", "24h"],
                     ["11s", "59s", "90s"]),
    "alarm periods": (FUNCTION + "    alarms: {errors: {at: 1, period: 60s, periods: X}}\n", ["1", "1440"], ["0", "1441"]),
    "alarm periods of an hour": (FUNCTION + "    alarms: {errors: {at: 1, period: 1h, periods: X}}\n", ["168"], ["169"]),
    "alarm periods to alarm": (FUNCTION + "    alarms: {errors: {at: 1, periods: 3, of: X}}\n", ["1", "3"], ["0", "4"]),
    "alarm of a share": (FUNCTION + "    alarms: {errors: X}\n", ["1%", "5"], ["2s"]),
    "alarm of a time": (FUNCTION + "    alarms: {duration: X}\n", ["50%", "2s", "5"], []),
    "map at once": (FUNCTION + WORKFLOW + "    steps: {a: {map: f, over: $.x, concurrency: X}}\n", ["1", "40"], ["0", "41"],
                    "E723"),
    "distributed map at once": (FUNCTION + WORKFLOW + "    steps: {a: {map: f, over: $.x, distributed: true, concurrency: X}}\n",
                                ["41", "10000"], ["10001"], "E723"),
    "answer of a function": (FUNCTION + "traffic:\n  f: {requests: 1, payload: X}\n", ["6144KB"], ["6145KB"], "W606"),
    "colder class": ("buckets:\n  b: {lifecycle: [{after: X, class: infrequent-access}]}\n", ["30d"], ["29d"], "E210"),
    "archive after a colder class": ("buckets:\n  b:\n    lifecycle:\n      - {after: 30d, class: infrequent-access}\n"
                                     "      - {after: X, class: glacier}\n", ["60d"], ["59d"], "E210"),
    "first day of a class": ("buckets:\n  b: {lifecycle: [{after: X, class: glacier}]}\n", ["0d", "1d"], []),
    "first day of a deletion": ("buckets:\n  b: {lifecycle: [{after: X, class: delete}]}\n", ["1d"], ["0d"]),
    "values of a listener's rule": (FUNCTION + "    events: [{alb: {listener: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:"
                                    "listener/app/a/0123456789abcdef/0123456789abcdef', priority: 1, path: [X]}}]\n",
                                    ["/1, /2, /3, /4, /5"], ["/1, /2, /3, /4, /5, /6"]),
    "environment": (FUNCTION + "    environment: {AB: X}\n", ["b" * 4094], ["b" * 4095], "E641"),
    "archive of a bucket": ("buckets:\n  b: {tiering: {archive: X}}\n", ["90d", "730d"], ["89d", "731d"]),
    "deep archive of a bucket": ("buckets:\n  b: {tiering: {deepArchive: X}}\n", ["180d", "730d"], ["179d", "731d"]),
}


def findings(text, folder):
    (folder / "service.yml").write_text(HEAD + text)
    done = subprocess.run([cfgen, "validate", "--findings", "json"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{text}: exit status {done.returncode}\n{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def main():
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "l").mkdir()
        (folder / "l/x.py").write_text("")
        (folder / "app.py").write_text("def main(event, context): pass\n")
        for case, (text, accepted, refused, *code) in CASES.items():
            line = (HEAD + text).split("X")[0].count("\n") + 1
            for value in accepted + refused:
                found = findings(text.replace("X", value), folder)
                here = [f for f in found if f["line"] == line]
                refusal = any(f["code"] == (code or ["E104"])[0] for f in here)
                expected = value in refused
                good = refusal if expected else not refusal and not any(f["severity"] == "error" for f in here)
                if not good:
                    wrong += 1
                    print(f"{case}: {value[:20]} is {'not refused' if expected else 'refused'}")
                    for f in found:
                        print(f"    {f['line']}: {f['code']} {f['message']}")
    return 1 if wrong else 0


sys.exit(main())
