def create(event, context):
    return {"statusCode": 200}


def get(event, context):
    return {"statusCode": 200}
