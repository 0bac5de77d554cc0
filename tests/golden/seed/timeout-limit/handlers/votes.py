def tally(event, context):
    return {"statusCode": 200}
