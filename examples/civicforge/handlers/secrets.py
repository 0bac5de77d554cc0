"""The key under which the identity service knows us is changed every month, in the four steps of Secrets Manager:
https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets_lambda-functions.html"""

import boto3

from handlers.web import logger, tracer

secrets = boto3.client("secretsmanager")


def create(secret, token):
    """A new key beside the one in use; made once, however often this step is tried."""
    try:
        secrets.get_secret_value(SecretId=secret, VersionId=token, VersionStage="AWSPENDING")
    except secrets.exceptions.ResourceNotFoundException:
        key = secrets.get_random_password(PasswordLength=40, ExcludePunctuation=True)["RandomPassword"]
        secrets.put_secret_value(SecretId=secret, ClientRequestToken=token, SecretString=key, VersionStages=["AWSPENDING"])


def tell(secret, token):
    """The identity service of this example takes any key; a real one is told the new one here."""


def test(secret, token):
    if not secrets.get_secret_value(SecretId=secret, VersionId=token, VersionStage="AWSPENDING")["SecretString"]:
        raise ValueError("the new key is empty")


def finish(secret, token):
    """From now on the new key is the one in use."""
    versions = secrets.describe_secret(SecretId=secret)["VersionIdsToStages"]
    used = next((version for version, stages in versions.items() if "AWSCURRENT" in stages), None)
    if used == token:
        return
    secrets.update_secret_version_stage(SecretId=secret, VersionStage="AWSCURRENT", MoveToVersionId=token,
                                        **({"RemoveFromVersionId": used} if used else {}))


STEPS = {"createSecret": create, "setSecret": tell, "testSecret": test, "finishSecret": finish}


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def rotate(event, context):
    STEPS[event["Step"]](event["SecretId"], event["ClientRequestToken"])
    logger.info("secret_rotated", step=event["Step"])
