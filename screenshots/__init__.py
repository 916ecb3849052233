"""Pictures of the real program, all made by `python -m screenshots`."""
