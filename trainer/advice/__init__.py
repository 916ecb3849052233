"""Works out what the coach advises on a day; `rules.advise` is the entry point."""
