"""The picker, where people choose what to do today."""
