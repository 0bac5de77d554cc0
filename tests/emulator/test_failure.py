"""A deployment that fails is rolled back, and the first cause is told at the line that made it."""

import boto3
import pytest

# cfgen cannot know the value of a parameter, so only CloudFormation refuses this one.
QUEUE = """
    parameters: {hidden: {default: %s}}
    functions: {hello: app.handler}
    queues:
      jobs:
        visibility: !Ref hidden
    """


@pytest.fixture
def cause(service):
    """Where the description has what CloudFormation refuses."""
    service.describe(QUEUE % "long")
    lines = (service.folder / "service.yml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "!Ref hidden" in text)
    return f"service.yml:{line}:{lines[line - 1].index('!') + 1}: error[E505]: JobsQueue (AWS::SQS::Queue) could not be "


def test_a_failed_create_names_the_line_and_the_next_command(service, cause):
    _, findings = service.run("deploy", status=4)
    assert cause + "created" in findings
    assert "hint: fix the error, then run: cfgen deploy" in findings
    assert service.status() is None


def test_the_next_deploy_after_a_failed_create_works(service, cause):
    service.run("deploy", status=4)
    service.describe(QUEUE % "60")
    service.run("deploy")
    assert service.status() == "CREATE_COMPLETE"


def test_a_failed_update_is_rolled_back(service, cause):
    service.describe(QUEUE % "60")
    service.run("deploy")
    service.describe(QUEUE % "long")
    _, findings = service.run("deploy", status=4)
    assert cause + "changed" in findings
    assert service.status() == "UPDATE_ROLLBACK_COMPLETE"


def test_a_name_that_is_taken_is_told_at_its_line(service):
    """CloudFormation finds this before it touches a resource, and tells it apart from the events."""
    name = f"{service.name}-taken"
    boto3.client("s3").create_bucket(Bucket=name)
    service.describe("""
        functions: {hello: app.handler}
        buckets:
          photos: {name: %s}
        """ % name)
    _, findings = service.run("deploy", status=4)
    assert "service.yml:5:3: error[E505]: PhotosBucket: " in findings and "already exists" in findings
    assert "hint: fix the error, then run: cfgen deploy" in findings
    assert service.status() is None
