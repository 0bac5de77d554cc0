"""The example is deployed as the demo does it, and shown by the demo's own second half."""

import os
import pathlib
import shutil
import subprocess
import sys

import boto3
import pytest
from conftest import ROOT

DEMO = ROOT / "scripts/demo_tour.py"


@pytest.fixture
def civicforge(service):
    shutil.copytree(ROOT / "examples/civicforge", service.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    return service


def test_the_demo_shows_every_part_at_work(civicforge):
    civicforge.stack = "civicforge-dev"
    civicforge.run("deploy")
    for turn in range(2):  # it may be run again
        shown = subprocess.run([sys.executable, DEMO], capture_output=True, text=True, timeout=120)
        assert shown.returncode == 0, shown.stdout + shown.stderr
        for part in ("  201", "quest_reviewed OPEN", '"PK": "QUEST#', '"claimedBy": "grace"', "scripts/demo --stop"):
            assert part in shown.stdout, part


def test_what_the_emulator_refuses_is_left_out_and_told(civicforge):
    civicforge.stack = "civicforge-prod"
    description = civicforge.folder / "service.yml"
    zone = boto3.client("route53").create_hosted_zone(Name="civicforge.example", CallerReference=civicforge.name)["HostedZone"]["Id"]
    description.write_text(description.read_text().replace("Z0123456789ABC", zone.rpartition("/")[2]))
    for region in ("us-east-1", "us-west-2"):  # the partner's key is not made by the service
        secrets = boto3.client("secretsmanager", region_name=region)
        secrets.create_secret(Name="civicforge/partner", SecretString='{"key": "a-key-of-more-than-twenty-characters"}')
    civicforge.run("deploy", "--stage", "prod")
    assert civicforge.status() == "UPDATE_COMPLETE"  # the second time with replication, when both regions' buckets are there
    [stack] = boto3.client("cloudformation").describe_stacks(StackName="civicforge-prod")["Stacks"]
    assert {"ParameterKey": "ReplicateBuckets", "ParameterValue": "true"} in stack["Parameters"]
    told = (pathlib.Path(os.environ["EMULATOR"]) / "filtered").read_text()
    assert "left out for the emulator: CreateQuestScalableTarget (AWS::ApplicationAutoScaling::ScalableTarget)" in told
    types = {resource["ResourceType"] for resource in
             boto3.client("cloudformation").describe_stack_resources(StackName="civicforge-prod")["StackResources"]}
    assert not any("ApplicationAutoScaling" in kind for kind in types)
    assert {"AWS::Lambda::Alias", "AWS::Kinesis::Stream"} <= types
    for region in ("us-east-1", "us-west-2"):
        [key] = boto3.client("apigateway", region_name=region).get_api_keys(includeValues=True)["items"]
        assert key["value"] == "a-key-of-more-than-twenty-characters"
    description.write_text(description.read_text().replace("protect: true", "protect: off"))
    civicforge.run("deploy", "--stage", "prod")
    civicforge.run("remove", "--stage", "prod", "--yes")
    assert civicforge.status() is None
