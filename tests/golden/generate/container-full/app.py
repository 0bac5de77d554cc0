def settle(event, context): pass
