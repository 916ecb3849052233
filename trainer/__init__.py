"""Glute Trainer: a terminal coach for five glute activation exercises."""

__version__ = "0.2.0"
