"""What all handlers behind the API share: a request comes in, JSON goes out, and a refusal is a status with a reason."""

import functools
import json

from aws_lambda_powertools import Logger, Tracer
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

logger = Logger()
tracer = Tracer()


class Refused(Exception):
    """Ends a request with this status; the reason is for the caller to read."""

    def __init__(self, status, reason, **details):
        super().__init__(reason)
        self.status = status
        self.details = details


def answers(function):
    """Makes a Lambda handler of a function that takes a request and returns a status and what becomes JSON."""

    @logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
    @tracer.capture_lambda_handler(capture_response=False)
    @functools.wraps(function)
    def handler(event, context):
        if event.get("cfgen.warm"):
            return {"warm": True}
        try:
            status, result = function(APIGatewayProxyEvent(event), context)
        except Refused as refused:
            status, result = refused.status, {"error": str(refused), **refused.details}
            logger.info("refused", status=status, reason=str(refused))
        return {"statusCode": status, "headers": {"Content-Type": "application/json"},
                "body": json.dumps(result, default=int)}  # DynamoDB's numbers are Decimals; ours are whole

    return handler


def caller(request):
    """The user that the API's authorizer found. Without an authorizer, as in the stage dev, the X-User header is believed."""
    found = request.request_context.authorizer
    user = found.claims.get("cognito:username") or found.get("principalId") or request.headers.get("x-user") or ""
    if not 1 <= len(user) <= 64:
        raise Refused(401, "say who you are in the header X-User, in at most 64 characters")
    return user


def body(request, fields):
    """The request's JSON object, checked: fields gives each name its type, least and most (length or value), and
    whether it must be there. All problems are told at once."""
    try:
        values = request.json_body
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise Refused(400, "the body must be a JSON object")
    problems = [f"{name}: there is no such field" for name in values if name not in fields]
    for name, (kind, least, most, required) in fields.items():
        if name not in values:
            if required:
                problems.append(f"{name}: is missing")
            continue
        value = values[name]
        # bool is a subclass of int, and no number that anyone means.
        if not isinstance(value, kind) or isinstance(value, bool):
            problems.append(f"{name}: must be {'text' if kind is str else 'a whole number'}")
        elif not least <= (len(value) if kind is str else value) <= most:
            problems.append(f"{name}: must {'have' if kind is str else 'be'} {least} to {most}{' characters' if kind is str else ''}")
    if problems:
        raise Refused(400, "the quest is not valid", problems=problems)
    return values


@answers
def health(request, context):
    """What Route 53 asks before it sends anybody here."""
    return 200, {"well": True}
