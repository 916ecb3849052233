"""Plain mode: a coached session in lines of text, controlled with keys."""
