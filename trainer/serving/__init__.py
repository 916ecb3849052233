"""Serves the app to browsers through textual-serve. Loaded only by the `serve` command."""
