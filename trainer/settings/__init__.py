"""The settings: their values, keys and planned rest days, and how the file is written."""
