"""The emulator's CloudFormation drops some properties. Their generated values are handed to its service APIs instead,
which check them and give them back."""

import uuid

import boto3


def properties(service, logical_id):
    return service.template()["Resources"][logical_id]["Properties"]


def rule_for_api(rule):
    """A lifecycle rule of CloudFormation as PutBucketLifecycleConfiguration wants it."""
    api = {"ID": uuid.uuid4().hex, "Status": rule["Status"], "Filter": {"Prefix": rule.get("Prefix", "")}}
    if "Transitions" in rule:
        api["Transitions"] = [{"Days": t["TransitionInDays"], "StorageClass": t["StorageClass"]} for t in rule["Transitions"]]
    if "ExpirationInDays" in rule:
        api["Expiration"] = {"Days": rule["ExpirationInDays"]}
    if "ExpiredObjectDeleteMarker" in rule:
        api["Expiration"] = {"ExpiredObjectDeleteMarker": rule["ExpiredObjectDeleteMarker"]}
    for name in ("AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration"):
        if name in rule:
            api[name] = rule[name]
    assert len(api) > 3 and set(rule) <= {"Id", "Status", "Prefix", "Transitions", "ExpirationInDays", "ExpiredObjectDeleteMarker",
                                         "AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration"}, rule
    return api


def test_lifecycle_of_the_seed(service):
    service.describe("""
        functions: {hello: app.handler}
        buckets:
          archive:
            lifecycle: {30d: infrequent-access, 90d: glacier, 365d: delete}
        """)
    rules = [rule_for_api(rule) for rule in properties(service, "ArchiveBucket")["LifecycleConfiguration"]["Rules"]]
    s3, bucket = boto3.client("s3"), f"{service.name}-archive"
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})
    stored = s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
    [moving] = [rule for rule in stored if "Transitions" in rule]
    assert moving["Transitions"] == [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 90, "StorageClass": "GLACIER"}]
    assert moving["Expiration"] == {"Days": 365}
    assert any(rule.get("AbortIncompleteMultipartUpload") == {"DaysAfterInitiation": 7} for rule in stored)


def test_a_tables_expiry_and_recovery(service):
    service.describe("""
        functions: {hello: app.handler}
        tables:
          notes: {key: id, ttl: expiresAt}
        """)
    table = properties(service, "NotesTable")
    dynamodb, name = boto3.client("dynamodb"), f"{service.name}-notes"
    dynamodb.create_table(TableName=name, KeySchema=table["KeySchema"], AttributeDefinitions=table["AttributeDefinitions"],
                          BillingMode=table["BillingMode"])
    dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=table["TimeToLiveSpecification"])
    assert dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"] == {
        "TimeToLiveStatus": "ENABLED", "AttributeName": "expiresAt"}
    [replica] = table["Replicas"]
    dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=replica["PointInTimeRecoverySpecification"])
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_a_bucket_is_closed_to_the_public(service):
    service.describe("""
        functions: {hello: app.handler}
        buckets: {archive: {}}
        """)
    bucket = properties(service, "ArchiveBucket")
    s3, name = boto3.client("s3"), f"{service.name}-archive"
    s3.create_bucket(Bucket=name)
    s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=bucket["PublicAccessBlockConfiguration"])
    assert set(s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"].values()) == {True}
    s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls=bucket["OwnershipControls"])
    [default] = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": default["ServerSideEncryptionByDefault"]}]})
    [rule] = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
