def export(event, context):
    return {"statusCode": 200}
