import http.server
import threading

import pytest

from handlers import citizens
from handlers.web import Refused


class IdentityService(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked += 1
        if self.server.down:
            self.send_error(500)
        elif self.path == "/ada%2Flovelace":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"citizen": true}')
        else:
            self.send_error(404)

    def log_message(self, *words):
        pass


@pytest.fixture
def service():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), IdentityService)
    server.asked, server.down = 0, False
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_nobody_is_asked_unless_configured():
    citizens.require_citizen("anybody")


def test_a_citizen_passes_and_another_does_not(service):
    citizens.require_citizen("ada/lovelace", service.url)
    with pytest.raises(Refused) as refused:
        citizens.require_citizen("mallory", service.url)
    assert refused.value.status == 403


def test_a_service_that_is_down_is_left_alone_after_five_failures(service):
    service.down = True
    for turn in range(8):
        with pytest.raises(Refused) as refused:
            citizens.require_citizen("ada/lovelace", service.url)
        assert refused.value.status == 503
    assert service.asked == 5
