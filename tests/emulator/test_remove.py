"""Removing a service loses no data that is not named."""

import boto3


def test_remove_keeps_the_table_unless_named(deployed):
    table = deployed.resource("NotesTable")
    deployed.run("remove", "--yes")
    assert deployed.status() is None
    assert table in boto3.client("dynamodb").list_tables()["TableNames"]


def test_remove_loses_the_table_that_is_named(deployed):
    table = deployed.resource("NotesTable")
    deployed.run("remove", "--yes", "--data", "notes")
    assert deployed.status() is None
    assert table not in boto3.client("dynamodb").list_tables()["TableNames"]


def test_remove_asks_and_nobody_answers(deployed):
    deployed.run("remove", status=3)
    assert deployed.status() == "CREATE_COMPLETE"


def test_remove_loses_what_the_description_does_not_keep(service):
    service.describe("""
        keep: false
        tables: {notes: {key: id}}
        buckets: {photos: }
        """)
    service.run("deploy")
    table, bucket = service.resource("NotesTable"), service.resource("PhotosBucket")
    boto3.client("s3").put_object(Bucket=bucket, Key="cat.jpg", Body=b"a cat")
    service.run("remove", "--yes")
    assert service.status() is None
    assert table not in boto3.client("dynamodb").list_tables()["TableNames"]
    assert bucket not in [each["Name"] for each in boto3.client("s3").list_buckets()["Buckets"]]
