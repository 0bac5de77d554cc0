"""prices.py AMOUNTS FOLDER: our prices beside what infracost has published for the same quantities, to the cent: FOLDER has its
goldens, whose lines are rounded one by one. Ends with 77 where FOLDER is absent."""
import pathlib, re, subprocess, sys

amounts, folder = sys.argv[1], pathlib.Path(sys.argv[2])
if not folder.exists():
    print(f"skipped: no {folder}")
    sys.exit(77)

# golden, RESOURCE > SECTION > COMPONENT, the units that its quantity counts, our price
KNOWN = [
    ("api_gateway_rest_api", r"> Requests \(", 1e6, "api_rest"),
    ("cloudfront_distribution", "US, Mexico, Canada > Data transfer out to internet", 1, "cdn_out"),
    ("cloudfront_distribution", "US, Mexico, Canada > HTTPS requests", 1e4, "cdn_requests"),
    ("cloudfront_function", "> Total number", 1e6, "cdn_function"),
    ("cloudwatch_event_bus", "> Custom events", 1e6, "bus"),
    ("cloudwatch_log_group", "> Archival Storage", 1, "logs_kept"),
    ("cloudwatch_log_group", "> Data ingested", 1, "logs_in"),
    ("cloudwatch_metric_alarm", "> Standard resolution", 1, "alarm"),
    ("kinesis_stream", "> ON_DEMAND$", 1, "stream_on_demand"),
    ("kinesis_stream", "> PROVISIONED$", 1, "stream_shard"),
    ("kinesis_stream", "> Put request unit", 1, "stream_put"),
    ("kms_key", "> Customer master key", 1, "key"),
    ("nat_gateway", "> NAT gateway", 1, "network_gateway"),
    ("s3_bucket", "> Glacier deep archive > Storage$", 1, "bucket_deep"),
    ("s3_bucket", "> Glacier flexible retrieval > Storage$", 1, "bucket_glacier"),
    ("s3_bucket", "> One zone - infrequent access > Storage$", 1, "bucket_one_zone"),
    ("s3_bucket", "> Standard - infrequent access > Storage$", 1, "bucket_infrequent"),
    ("s3_bucket", "> Standard > GET", 1e3, "bucket_read"),
    ("s3_bucket", "> Standard > PUT", 1e3, "bucket_write"),
    ("s3_bucket", "> Standard > Storage$", 1, "bucket_storage"),
    ("secretsmanager_secret", "> Secret$", 1, "secret"),
    ("sfn_state_machine", r"> Duration \(", 1, "workflow_duration"),
    ("sfn_state_machine", "> Requests", 1e6, "workflow_express"),
    ("sfn_state_machine", "> Transitions", 1e3, "workflow"),
    ("sns_topic", r"> API requests \(", 1e6, "topic"),
    ("sns_topic", "> FIFO Publish API requests", 1e6, "topic_fifo"),
    ("sqs_queue", "fifo.*> Requests$", 1e6, "queue_fifo"),
    ("sqs_queue", "standard.*> Requests$", 1e6, "queue"),
    ("wafv2_web_acl", "> Rules$", 1, "firewall_rule"),
    ("wafv2_web_acl", "> Web ACL usage", 1, "firewall"),
]
LINE = re.compile(r"^ (.*?)[├└]─ (\S.*?)(?:\s{2,}([\d,.]+)\s{2,}(\S.*?)\s{2,}\$([\d,.]+).*|\s+)$")


def number(text):
    return float(text.replace(",", ""))


def resources(text):
    """The lines of each resource: what they are, a quantity, US dollars."""
    for block in re.split(r"\n\s*\n", text):
        lines, section = [], ""
        resource = block.strip().split("\n")[0].strip()
        for indent, name, quantity, _, usd in (found.groups() for found in map(LINE.match, block.split("\n")) if found):
            if not quantity:
                section = f"{name} > "
                continue
            lines.append((f"{resource} > {section if indent else ''}{name}", number(quantity), number(usd)))
        yield lines


checked, bad, met = 0, 0, set()
for golden, what, units, price in KNOWN:
    for lines in resources((folder / f"{golden}_test.golden.txt").read_text()):
        mine = [(quantity * units, usd) for name, quantity, usd in lines if re.search(what, name)]
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
