def main(event, context):
    return "bye"
