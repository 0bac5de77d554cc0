"""Evidence that a quest was done: a photo under its quest's id. What is no photo does not stay."""

import os
from urllib.parse import unquote_plus

import boto3

from handlers.web import logger, tracer

s3 = boto3.client("s3")
MOST_BYTES = 5 * 1024 * 1024
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")  # JPEG, PNG


def is_photo(bucket, key, size):
    if not 0 < size <= MOST_BYTES:
        return False
    return s3.get_object(Bucket=bucket, Key=key, Range="bytes=0-7")["Body"].read().startswith(SIGNATURES)


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def check(event, context):
    for record in event["Records"]:
        bucket, key = os.environ["EVIDENCE_BUCKET"], unquote_plus(record["s3"]["object"]["key"])
        if is_photo(bucket, key, record["s3"]["object"]["size"]):
            logger.info("evidence_kept", key=key)
        else:
            s3.delete_object(Bucket=bucket, Key=key)
            logger.warning("evidence_refused", key=key)
