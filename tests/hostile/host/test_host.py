"""A description never decides to which host requests, and with them credentials, are sent."""

import http.server
import re
import threading

import pytest

REGIONS = ["evil.com/", "us-east-1.evil.com", "us-east-1.evil.com#-1", "evil-1@example-1", "127.0.0.1:80/", "us-east-1/x-1", "us-east-1?-1",
           "us-east-1%2f-1", "us--east-1", "-us-east-1", "us-east-1-", "US-EAST-1", "us-east-1\\t-1", "us_east_1", "2130706433", "us-east-\u0661"]


class Network(http.server.ThreadingHTTPServer):
    """CloudFormation that has no stack, and the proxy through which all else goes; it connects to nobody."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.hosts = []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def environment(self):
        url = f"http://127.0.0.1:{self.server_port}"
        return {"HTTPS_PROXY": url, "AWS_ENDPOINT_URL_CLOUDFORMATION": url}


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *words):
        pass

    def do_CONNECT(self):
        self.server.hosts.append(self.path)
        self.send_error(403)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        content = (b"<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id x-dev does not exist</Message></Error>"
                   b"</ErrorResponse>")
        self.send_response(400)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def network():
    network = Network()
    yield network
    network.shutdown()
    network.server_close()


def check_hosts(network):
    assert all(re.fullmatch(r"[a-z0-9.-]+\.amazonaws\.com:443", host) for host in network.hosts), network.hosts


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("written", ["region: \"%s\"", "regions: [us-east-1, \"%s\"]", "region: us-east-1\nstages: {dev: {region: \"%s\"}}"],
                         ids=["one", "several", "stage"])
def test_region(hostile, network, region, written):
    text = "service: x\n" + written % region + "\nqueues: {q: {}}\n"
    line = next(number for number, content in enumerate(text.splitlines(), 1) if region in content)
    hostile.write("service.yml", text)
    result = hostile.run("validate")
    assert result.status == 1
    result.finding("E522", f"service.yml:{line}")
    for command in (["outputs"], ["diff"], ["deploy"], ["remove", "--yes"]):
        result = hostile.run(*command, **network.environment())
        assert result.status != 0 and "E522" in result.all
    check_hosts(network)


@pytest.mark.parametrize("region", ["evil.com", "evil-1", "evil/x-1"])
def test_region_of_another_stack(hostile, network, region):
    hostile.write("service.yml", "service: x\nregion: us-east-1\nqueues: {q: {}}\noutputs:\n"
                  f"  There: '${{cf:{region}.other.Url}}'\n")
    hostile.run("validate").finding("E522" if region == "evil-1" else "E103", "service.yml:5")
    assert hostile.run("deploy", **network.environment()).status != 0
    check_hosts(network)


def test_option_and_environment(hostile, network):
    hostile.write("service.yml", "service: x\nqueues: {q: {}}\n")
    for words, variables, code in ((["--region", "evil.com/"], {}, "E522"), ([], {"AWS_REGION": "evil.com/"}, "E406")):
        result = hostile.run("outputs", *words, **network.environment(), **variables)
        assert result.status != 0
        result.finding(code)
    assert not network.hosts


@pytest.mark.parametrize("host", ["localhost#.s3.amazonaws.com", "localhost?.s3.amazonaws.com", "2130706433#.s3.amazonaws.com",
                                  "a@2130706433#.s3.amazonaws.com", "localhost:8443#.s3.amazonaws.com", "localhost\\\\.s3.amazonaws.com",
                                  "bucket.s3.amazonaws.com.evil.com", "s3.evil.com"])
def test_template_of_a_nested_stack(hostile, network, host):
    hostile.write("service.yml", "service: x\nregion: us-east-1\nqueues: {q: {}}\nresources:\n  Net:\n    Type: AWS::CloudFormation::Stack\n"
                  f"    Properties: {{TemplateURL: \"https://{host}/key.json\"}}\n")
    hostile.run("diff", "--network-timeout", "1s", **network.environment())
    check_hosts(network)
