def quests(event, context): return {}
