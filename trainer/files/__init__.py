"""Reading, writing and checking files; nothing here knows what is in them."""
