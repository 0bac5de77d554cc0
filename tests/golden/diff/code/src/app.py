def create(event, context): return 1
