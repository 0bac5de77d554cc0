def create(event, context):
    return {"statusCode": 200}


def claim(event, context):
    return {"statusCode": 200}
