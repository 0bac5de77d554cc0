"""A service is deployed, called, and deployed again without and with a change."""

import boto3
from conftest import HELLO


def test_deploy_makes_a_service_that_answers(deployed):
    assert deployed.status() == "CREATE_COMPLETE"
    assert deployed.call("/hello") == (200, {"said": "hello"})
    assert deployed.call("/notes/1", "POST") == (201, {})
    items = boto3.resource("dynamodb").Table(deployed.resource("NotesTable")).scan()["Items"]
    assert items == [{"id": "1"}]


def test_no_change_is_said_in_one_line(deployed):
    assert deployed.run("deploy") == ("", f"{deployed.stack} is up to date\n")
    assert deployed.status() == "CREATE_COMPLETE"


def test_a_changed_value_reaches_the_function(deployed):
    deployed.describe(HELLO % "good morning")
    deployed.run("deploy")
    assert deployed.status() == "UPDATE_COMPLETE"
    assert deployed.call("/hello") == (200, {"said": "good morning"})


def test_changed_code_reaches_the_function(deployed):
    code = deployed.folder / "app.py"
    code.write_text(code.read_text().replace('"said"', '"announced"'))
    deployed.run("deploy")
    assert deployed.call("/hello") == (200, {"announced": "hello"})


def test_an_added_route_is_answered(deployed):
    deployed.describe(HELLO.replace("[http: GET /hello]", "[http: GET /hello, http: GET /greeting]") % "hello")
    deployed.run("deploy")
    assert deployed.call("/greeting") == (200, {"said": "hello"})
    assert deployed.call("/hello")[0] == 200


def test_outputs_are_those_of_the_stack(deployed):
    out, _ = deployed.run("outputs")
    for name, value in deployed.outputs().items():
        assert name in out and value in out


def test_code_is_uploaded_once(deployed):
    bucket = "cfgen-000000000000-us-east-1"
    versions = lambda: boto3.client("s3").list_object_versions(Bucket=bucket, Prefix=deployed.name)["Versions"]  # noqa: E731
    before = versions()
    deployed.describe(HELLO % "good night")
    deployed.run("deploy")
    archives = [version for version in versions() if version["Key"].endswith(".zip")]
    assert archives == [version for version in before if version["Key"].endswith(".zip")] and len(archives) == 1


def test_the_artifact_bucket_is_closed(deployed):
    s3, bucket = boto3.client("s3"), "cfgen-000000000000-us-east-1"
    assert set(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values()) == {True}
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    assert s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    [rule] = s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"]["Rules"]
    assert rule["ObjectOwnership"] == "BucketOwnerEnforced"
    assert "aws:SecureTransport" in s3.get_bucket_policy(Bucket=bucket)["Policy"]


def test_a_bucket_is_not_replaced_unless_approved(service):
    bucket = """
        functions: {hello: app.handler}
        buckets: {photos: {name: %s}}
        """
    old, new = f"{service.name}-old", f"{service.name}-new"
    service.describe(bucket % old)
    service.run("deploy")
    service.describe(bucket % new)
    _, findings = service.run("deploy", status=3)
    assert "--approve PhotosBucket" in findings
    assert service.status() == "CREATE_COMPLETE" and service.resource("PhotosBucket") == old
    service.run("deploy", "--approve", "PhotosBucket")
    assert service.status() == "UPDATE_COMPLETE" and service.resource("PhotosBucket") == new
    assert old in [bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]]  # replaced, yet kept


def test_another_key_needs_approval_as_well(deployed):
    table = deployed.resource("NotesTable")
    deployed.describe(HELLO.replace("{key: id}", "{key: number}") % "hello")
    _, findings = deployed.run("deploy", status=3)
    assert "--approve NotesTable" in findings
    assert deployed.resource("NotesTable") == table
