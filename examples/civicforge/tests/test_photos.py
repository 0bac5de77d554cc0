import os
import uuid

import boto3
import pytest

from handlers import photos


@pytest.mark.parametrize("start, kept", [(b"\xff\xd8\xff\xe0", True), (b"\x89PNG\r\n\x1a\n", True), (b"<svg onload=", False), (b"", False)])
def test_only_photos_stay(context, start, kept):
    s3, key = boto3.client("s3"), f"{uuid.uuid4()}/a photo"
    s3.put_object(Bucket=os.environ["EVIDENCE_BUCKET"], Key=key, Body=start)
    photos.check({"Records": [{"s3": {"object": {"key": key.replace(" ", "+"), "size": len(start)}}}]}, context)
    found = s3.list_objects_v2(Bucket=os.environ["EVIDENCE_BUCKET"], Prefix=key).get("KeyCount", 0)
    assert bool(found) is kept


def test_a_photo_has_five_megabytes_at_most(context):
    assert not photos.is_photo("any", "any", photos.MOST_BYTES + 1)
