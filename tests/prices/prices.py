"""prices.py AMOUNTS FOLDER: our prices beside what infracost has published for the same quantities, to the cent: FOLDER has its
goldens, whose lines are rounded one by one. Ends with 77 where FOLDER is absent."""
import pathlib, re, subprocess, sys

amounts, folder = sys.argv[1], pathlib.Path(sys.argv[2])
if not folder.exists():
    print(f"skipped: no {folder}")
    sys.exit(77)

# golden, component, the units that its quantity counts, our price
KNOWN = [
    ("api_gateway_rest_api", r"Requests \(", 1e6, "api_rest"),
    ("cloudwatch_metric_alarm", "Standard resolution", 1, "alarm"),
    ("kms_key", "Customer master key", 1, "key"),
    ("secretsmanager_secret", "Secret$", 1, "secret"),
    ("wafv2_web_acl", "Web ACL usage", 1, "firewall"),
    ("kinesis_stream", "ON_DEMAND$", 1, "stream_on_demand"),
    ("kinesis_stream", "PROVISIONED$", 1, "stream_shard"),
]
LINE = re.compile(r"[├└]─ (.+?)\s{2,}([\d,.]+)\s{2}(.+?)\s{2,}\$([\d,.]+)")


def blocks(text):
    """The lines of each resource."""
    for block in re.split(r"\n\s*\n", text):
        yield [(name, float(quantity.replace(",", "")), float(usd.replace(",", ""))) for name, quantity, _, usd in LINE.findall(block)]


checked, bad, met = 0, 0, set()
for golden, component, units, price in KNOWN:
    for lines in blocks((folder / f"{golden}_test.golden.txt").read_text()):
        mine = [(quantity * units, usd) for name, quantity, usd in lines if re.match(component, name)]
        if not mine:
            continue
        done = subprocess.run([amounts], input=f"{price} {sum(quantity for quantity, _ in mine)}\n", text=True, capture_output=True, check=True)
        published, ours = sum(usd for _, usd in mine), float(done.stdout)
        checked += 1
        met.add((golden, price))
        if abs(published - ours) > 0.005 * len(mine) + 1e-6:
            bad += 1
            print(f"{golden}: {price} is {ours} here and {published} there")
for golden, _, _, price in KNOWN:
    if (golden, price) not in met:
        bad += 1
        print(f"{golden} has no line for {price}")
print(f"{checked} amounts compared")
sys.exit(bad > 0)
