"""Converts the history to and from the formats of other programs."""
