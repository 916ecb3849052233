"""Measurements of the whole program, side by side with its peers, in one run."""
