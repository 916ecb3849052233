"""The modules that use Textual's internals. Each module says why."""
