"""Plain mode: the same session as on screen, with lines of text and keys."""
