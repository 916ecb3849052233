"""The settings: their values, the user's own keys, and rest days. Reads and writes their file."""
