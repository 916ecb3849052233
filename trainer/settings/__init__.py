"""The settings, how their file is written, and planned rest days."""
