"""The app in a browser, through textual-serve. Loaded only by the command that serves it."""
