"""Everything that relies on Textual's internals, each with the reason why."""
