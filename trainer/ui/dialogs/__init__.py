"""Dialogs, and the questions asked in them."""
