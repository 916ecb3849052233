"""The session screen, its dialogs, and the check-in after it."""
