def tally(event, context):
    pass


def report(event, context):
    pass


def ask(event, context):
    return {}
