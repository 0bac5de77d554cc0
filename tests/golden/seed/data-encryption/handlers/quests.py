def add_evidence(event, context):
    return {"statusCode": 200}
