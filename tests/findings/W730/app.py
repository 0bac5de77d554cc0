def tally(event, context): pass
