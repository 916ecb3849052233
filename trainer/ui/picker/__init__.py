"""The picker: what to do today."""
