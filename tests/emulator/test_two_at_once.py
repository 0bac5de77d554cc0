"""Two deployments of one stack at the same time: neither deletes or fails what the other does.

Each run talks to the emulator through a recorder of its own, which delays every request. PAIRS=20 runs more pairs of each
kind than a test should take; with it, on 2026-11-30, and again with a head start of no more than 0.05 s:

    20 pairs of each kind      exit codes    DeleteStack    change set of the other deleted
    create, same content       both 0        0              0
    create, different content  one 7         0              0
    update, same content       both 0        0              0
    update, different content  one 7         0              0

Each `cfgen deploy` after a 7 ended with 0.
"""

import http.client
import http.server
import os
import random
import re
import subprocess
import threading
import time
import urllib.parse

import boto3
import pytest

PAIRS = int(os.environ.get("PAIRS", "3"))
LATENCY = 0.03
HEAD_START = float(os.environ.get("HEAD_START", "0.3"))  # seconds at most, of the first run


class Recorder(http.server.ThreadingHTTPServer):
    """Passes requests on, and keeps what was asked of CloudFormation and which change sets were made."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Passing)
        self.target = urllib.parse.urlparse(os.environ["AWS_ENDPOINT_URL"])
        self.asked, self.made = [], set()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def of(self, action):
        return [parameters for parameters in self.asked if parameters.get("Action") == action]


class Passing(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def any_method(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parameters = dict(urllib.parse.parse_qsl(body.decode("latin-1"))) if "form" in (self.headers.get("Content-Type") or "") else {}
        time.sleep(LATENCY)
        connection = http.client.HTTPConnection(self.server.target.hostname, self.server.target.port, timeout=60)
        connection.request(self.command, self.path, body, dict(self.headers))
        answer = connection.getresponse()
        content = answer.read()
        self.server.asked.append(parameters)
        if parameters.get("Action") == "CreateChangeSet" and answer.status == 200:
            self.server.made.add(re.search(rb"<Id>(.*?)</Id>", content).group(1).decode())
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        connection.close()

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = any_method


def describe(service, folder, seconds):
    folder.mkdir(exist_ok=True)
    (folder / "service.yml").write_text(f"service: {service.name}\nqueues:\n  jobs: {{visibility: {seconds}s}}\n")


def deploy(folder, url):
    return subprocess.Popen([os.environ["CFGEN"], "deploy"], cwd=folder, text=True, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "AWS_ENDPOINT_URL": url})


def visibility(service):
    queue = service.resource("JobsQueue")
    attributes = boto3.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["VisibilityTimeout"])
    return int(attributes["Attributes"]["VisibilityTimeout"])


@pytest.mark.parametrize("pair", range(PAIRS))
@pytest.mark.parametrize("same", [True, False], ids=["same", "different"])
@pytest.mark.parametrize("new", [True, False], ids=["create", "update"])
def test_pair(service, tmp_path, new, same, pair):
    folders, seconds = [tmp_path / "a", tmp_path / "b"], [30, 30 if same else 60]
    if not new:
        describe(service, tmp_path, 10)
        service.run("deploy")
    recorders = [Recorder(), Recorder()]
    runs = []
    for folder, each, recorder in zip(folders, seconds, recorders):
        describe(service, folder, each)
        runs.append(deploy(folder, recorder.url))
        time.sleep(random.Random(f"{new} {same} {pair}").uniform(0, HEAD_START))
    told = [run.communicate(timeout=120)[0] for run in runs]
    codes = [run.returncode for run in runs]
    print(f"pair: {'create' if new else 'update'} {'same' if same else 'different'} {codes}")
    all_told = f"{codes}\n{told[0]}\n---\n{told[1]}"
    for recorder in recorders:
        recorder.shutdown()
        recorder.server_close()
        assert not recorder.of("DeleteStack"), all_told
        foreign = [asked for asked in recorder.of("DeleteChangeSet") if asked["ChangeSetName"] not in recorder.made]
        assert not foreign, all_told
    assert 0 in codes and set(codes) <= ({0} if same else {0, 7}), all_told
    assert service.status() in ("CREATE_COMPLETE", "UPDATE_COMPLETE"), all_told
    for folder, each, code, text in zip(folders, seconds, codes, told):
        if code == 7:  # what it says to do works
            assert "E502" in text and "cfgen deploy" in text, all_told
            again = deploy(folder, os.environ["AWS_ENDPOINT_URL"])
            assert again.communicate(timeout=120) and again.returncode == 0, all_told
            assert visibility(service) == each
    assert visibility(service) in seconds, all_told
