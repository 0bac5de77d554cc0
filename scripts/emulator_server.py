"""Serves MiniStack on a free port of 127.0.0.1 and writes its address to the file "url" of the folder that is named.

CloudFormation reads every template through emulator_filter, behind the check of signatures: a proxy in front would
have to sign the changed request again. What the filter takes out is appended to the file "filtered" of the folder.
"""

import asyncio
import json
import os
import socket
import sys

import emulator_change_sets
from emulator_filter import with_local_websockets, without_refused


def listen():
    """A bound socket, so that nobody takes the port between choosing and serving."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    listener.set_inheritable(False)
    return listener


def filter_templates(report_path, url):
    from ministack.services.cloudformation import changesets, engine, handlers, helpers

    def resolve(parameters):
        text, error = helpers._resolve_template(parameters)
        if error or not text:
            return text, error
        try:
            template = engine._parse_template(text)
        except Exception:
            return text, error  # a broken template gets the emulator's own answer
        rest, taken = without_refused(with_local_websockets(template, url))
        if not taken and rest == template:
            return text, error
        with open(report_path, "a") as report:
            report.writelines(f"left out for the emulator: {line}\n" for line in taken)
        return json.dumps(rest), error

    changesets._resolve_template = resolve
    handlers._resolve_template = resolve


def main():
    folder = sys.argv[1]
    secure = os.environ.get("AUTH") == "true"
    listener = listen()
    port = listener.getsockname()[1]
    # Handlers are told the address through these, so they are set before the emulator is imported.
    os.environ.update(BIND_HOST="127.0.0.1", GATEWAY_PORT=str(port), IOT_MTLS_ENABLED="0", SFTP_ENABLED="0")
    os.environ.setdefault("LOG_LEVEL", "INFO")
    if secure:
        os.environ["USE_SSL"] = "1"
        for variable in ("AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
            os.environ.pop(variable, None)  # handlers are to trust the emulator's certificate

    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app
    from ministack.core import tls

    url = f"http{'s' if secure else ''}://127.0.0.1:{port}"
    filter_templates(os.path.join(folder, "filtered"), url)
    emulator_change_sets.correct()
    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.keep_alive_timeout = 75
    if secure:
        config.certfile, config.keyfile = tls.resolve_tls_material()
    with open(os.path.join(folder, "url"), "w") as file:
        file.write(url)
    asyncio.run(serve(app, config))


main()
