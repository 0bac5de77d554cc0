def open(event, context): pass
