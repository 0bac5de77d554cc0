def get(event, context):
    return {"statusCode": 200}
