"""Measures the whole program side by side with other programs, in one run."""
