"""Decides what the coach advises on a day. Start reading at `rules.advise`."""
