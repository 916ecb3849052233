"""The history: calendar, log and trends."""
