"""The history in the formats of other programs."""
