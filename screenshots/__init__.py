"""Makes pictures of the real program: `python -m screenshots`."""
