"""Glute Trainer: a terminal coach for five glute activation exercises."""

__version__ = "0.1.0"
