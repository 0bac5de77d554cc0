"""Calls a handler as Lambda does: with messages of queues, with requests, or once with EVENT."""
import base64, http.server, importlib, io, json, os, re, signal, sys, tempfile, threading, time, traceback, urllib.parse, uuid, zipfile

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


def find(routes, method, path):
    """The route that fits best, and what its parameters are; routes are [format, method, path]."""
    best = None
    for route in routes:
        pattern = re.sub(r"\\{([^}]*?)(\\\+)?\\}", lambda part: "(.+)" if part[2] else "([^/]+)", re.escape(route[2]))
        fits = True if route[2] == "*" else re.fullmatch(pattern, path)
        if not fits or route[1] not in (method, "ANY"):
            continue
        rank = (route[2] == "*", "+}" in route[2], route[2].count("{"), route[1] == "ANY")
        names = re.findall(r"\{([^}+]*)\+?\}", route[2])
        if best is None or rank < best[0]:
            best = rank, route, dict(zip(names, map(urllib.parse.unquote, fits.groups()))) if names else None
    return best


def request(asked, body, route, parameters):
    form, method, template = route
    path, _, query = asked.path.partition("?")
    pairs, several, many = urllib.parse.parse_qsl(query, keep_blank_values=True), {}, {}
    for name, value in pairs:
        several.setdefault(name, []).append(value)
    for name, value in asked.headers.items():
        many.setdefault(name, []).append(value)
    forwarded = re.search("for=([^;,]+)", asked.headers.get("forwarded", ""))
    source = forwarded[1] if forwarded else asked.headers.get("x-forwarded-for", asked.client_address[0]).split(",")[0]
    try:
        content, encoded = body.decode() if body else None, False
    except UnicodeDecodeError:
        content, encoded = base64.b64encode(body).decode(), True
    context = {"requestId": str(uuid.uuid4()), "apiId": "", "accountId": "", "domainName": asked.headers.get("host", "")}
    event = {"isBase64Encoded": encoded, "body": content}
    if parameters or form == "1.0":
        event["pathParameters"] = parameters
    if form == "1.0":
        context.update(httpMethod=asked.command, path=path, resourcePath=template, stage="", protocol="HTTP/1.1",
                       requestTimeEpoch=int(time.time() * 1000),
                       identity={"sourceIp": source, "userAgent": asked.headers.get("user-agent")})
        return {**event, "resource": template, "path": path, "httpMethod": asked.command, "stageVariables": None,
                "headers": {name: values[-1] for name, values in many.items()}, "multiValueHeaders": many,
                "queryStringParameters": {name: values[-1] for name, values in several.items()} or None,
                "multiValueQueryStringParameters": several or None, "requestContext": context}
    key = "$default" if template == "*" else f"{method} {template}"
    headers = {name.lower(): ",".join(asked.headers.get_all(name)) for name in asked.headers.keys()}
    cookies = headers.pop("cookie", "")
    context.update(http={"method": asked.command, "path": path, "protocol": "HTTP/1.1", "sourceIp": source,
                         "userAgent": headers.get("user-agent", "")},
                   routeKey=key, stage="$default", timeEpoch=int(time.time() * 1000))
    event.update(version="2.0", routeKey=key, rawPath=path, rawQueryString=query, headers=headers, requestContext=context)
    if cookies:
        event["cookies"] = cookies.split("; ")
    if several:
        event["queryStringParameters"] = {name: ",".join(values) for name, values in several.items()}
    return event


def response(answer, form):
    """Status, headers and body of what the handler gives back."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        if form == "1.0":
            raise ValueError("the handler gives no statusCode")
        answer = {"statusCode": 200, "headers": {"content-type": "application/json"},
                  "body": answer if isinstance(answer, str) else json.dumps(answer)}
    headers = [(name, str(value)) for name, value in (answer.get("headers") or {}).items()]
    headers += [(name, value) for name, values in (answer.get("multiValueHeaders") or {}).items() for value in values]
    headers += [("set-cookie", cookie) for cookie in answer.get("cookies") or []]
    body = answer.get("body") or ""
    body = base64.b64decode(body) if answer.get("isBase64Encoded") else str(body).encode()
    return int(answer["statusCode"]), headers, body


def serve(handler, routes, port):
    class Server(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            found = find(routes, self.command, self.path.partition("?")[0])
            status, headers, content = 404, [], b'{"message":"Not Found"}'
            if found:
                try:
                    answer = handler(request(self, body, found[1], found[2]), Context())
                    status, headers, content = response(answer, found[1][0])
                except Exception:
                    traceback.print_exc()
                    status, content = 500, b'{"message":"Internal Server Error"}'
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                    self.send_header(name, value)
            if not any(name.lower() == "content-type" for name, _ in headers):
                self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = answer

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("", port), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ending.wait()
    server.shutdown()


def guard(call, *arguments):
    try:
        call(*arguments)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


handler = load()
calls = []
if "EVENT" not in os.environ:
    for name, batch in (one.split(":") for one in os.environ.get("CFGEN_QUEUES", "").split()):
        calls.append((work, handler, os.environ[name], int(batch)))
    if "CFGEN_ROUTES" in os.environ:
        calls.append((serve, handler, json.loads(os.environ["CFGEN_ROUTES"]), int(os.environ["PORT"])))
threads = [threading.Thread(target=guard, args=call) for call in calls]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if not threads:
    handler(json.loads(os.environ.get("EVENT", "{}")), Context())
