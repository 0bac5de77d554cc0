def feed(event, context): return {}
