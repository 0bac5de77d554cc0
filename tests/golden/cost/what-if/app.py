def create(event, context): return {}
def read(event, context): return {}
def quick(event, context): return {}
def unasked(event, context): return {}
