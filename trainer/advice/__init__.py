"""What the coach advises today, from catalog, history, settings and day; see `rules.advise`."""
