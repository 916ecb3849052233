"""The modules that rely on Textual's internals. Each says why it has to."""
