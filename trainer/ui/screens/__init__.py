"""The screens: one in each file, with its bindings and its styles beside it."""
