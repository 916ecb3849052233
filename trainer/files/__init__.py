"""Reads, writes and checks files of any content."""
