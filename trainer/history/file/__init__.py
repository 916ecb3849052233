"""Reads, extends, edits, merges and recovers the history file."""
