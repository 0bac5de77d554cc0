import os

import boto3


def process_quest(event, context):
    failed = []
    for record in event["Records"]:
        try:
            boto3.client("s3").put_object(Bucket=os.environ["ARCHIVE_BUCKET"], Key=record["messageId"], Body=record["body"])
        except boto3.client("s3").exceptions.ClientError:
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def keep_warm(event, context):
    pass
