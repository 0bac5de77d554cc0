"""Calls a handler as Lambda does: with messages of queues, or once with EVENT."""
import importlib, io, json, os, signal, sys, tempfile, threading, traceback, uuid, zipfile

sys.path.append("/var/runtime")  # where older images have boto3
import boto3

ending = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ending.set())


class Context:
    function_name, memory_limit_in_mb = os.environ["CFGEN_NAME"], 0
    function_version, log_group_name, log_stream_name = "$LATEST", "", ""

    def __init__(self):
        self.aws_request_id = str(uuid.uuid4())
        self.invoked_function_arn = self.function_name

    def get_remaining_time_in_millis(self):
        return 3600000


def load():
    bucket, key = os.environ["CFGEN_CODE"].split("/", 1)
    folder = tempfile.mkdtemp()
    archive = zipfile.ZipFile(io.BytesIO(boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()))
    for file in archive.infolist():
        os.chmod(archive.extract(file, folder), file.external_attr >> 16 & 0o777 or 0o644)
    os.chdir(folder)
    sys.path.insert(0, folder)
    module, name = os.environ["CFGEN_HANDLER"].rsplit(".", 1)
    return getattr(importlib.import_module(module.replace("/", ".")), name)


def record(message, arn):
    low = lambda words: {word[0].lower() + word[1:]: value for word, value in words.items()}
    return {"messageId": message["MessageId"], "receiptHandle": message["ReceiptHandle"], "body": message["Body"],
            "attributes": message.get("Attributes", {}), "md5OfBody": message.get("MD5OfBody", ""),
            "messageAttributes": {name: low(value) for name, value in message.get("MessageAttributes", {}).items()},
            "eventSource": "aws:sqs", "eventSourceARN": arn, "awsRegion": arn.split(":")[3]}


def work(handler, url, batch):
    sqs = boto3.client("sqs")
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    while not ending.is_set():
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=batch, WaitTimeSeconds=20,
                                       AttributeNames=["All"], MessageAttributeNames=["All"]).get("Messages", [])
        if not messages:
            continue
        try:
            answer = handler({"Records": [record(message, arn) for message in messages]}, Context())
            failures = answer.get("batchItemFailures") or [] if isinstance(answer, dict) else []
            failed = {failure["itemIdentifier"] for failure in failures}
        except Exception:
            traceback.print_exc()
            failed = {message["MessageId"] for message in messages}
        for message in messages:
            one = {"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"]}
            if message["MessageId"] in failed:
                sqs.change_message_visibility(VisibilityTimeout=30, **one)
            else:
                sqs.delete_message(**one)


def guard(call, *arguments):
    try:
        call(*arguments)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


handler = load()
queues = [] if "EVENT" in os.environ else [one.split(":") for one in os.environ.get("CFGEN_QUEUES", "").split()]
threads = [threading.Thread(target=guard, args=(work, handler, os.environ[name], int(batch))) for name, batch in queues]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if not threads:
    handler(json.loads(os.environ.get("EVENT", "{}")), Context())
