def greet(event, context): pass
