def report(event, context): pass
