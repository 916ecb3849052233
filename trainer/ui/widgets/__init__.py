"""The widgets. Each draws one thing from plain values."""
