def process(event, context):
    return {"statusCode": 200}
