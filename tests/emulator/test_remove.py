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
