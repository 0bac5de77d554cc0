def create(event, context): return 2
