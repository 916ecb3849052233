"""The same session as on screen, in plain timed lines and keys."""
