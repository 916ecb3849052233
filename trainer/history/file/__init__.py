"""The history file: how it is laid out, read, added to, edited, merged and recovered."""
