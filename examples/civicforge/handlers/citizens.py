"""Asks an outside service whether somebody is a citizen, and stops asking for a while when it does not answer."""

import json
import os
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from circuitbreaker import CircuitBreakerError, circuit

from handlers.web import Refused, logger, tracer

IDENTITY_URL = os.environ.get("IDENTITY_URL", "none")


@tracer.capture_method(capture_response=False)
@circuit(failure_threshold=5, recovery_timeout=30, expected_exception=OSError)
def ask(url, user):
    try:
        with urlopen(f"{url}/{quote(user, safe='')}", timeout=2) as answer:
            return json.load(answer).get("citizen") is True
    except HTTPError as error:
        if error.code == 404:  # an answer, not an outage
            return False
        raise


def require_citizen(user, url=IDENTITY_URL):
    if url == "none":
        return
    try:
        citizen = ask(url, user)
    except (CircuitBreakerError, OSError) as error:
        logger.warning("identity_unavailable", reason=str(error))
        raise Refused(503, "citizens cannot be checked at the moment, try again in a minute") from error
    if not citizen:
        raise Refused(403, f"{user} is not known as a citizen")
