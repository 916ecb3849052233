"""Which cues a change between two looks brings."""
def due(before, after, bell):
    return []
