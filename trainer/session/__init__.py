"""A session: exercises made into timed stages, and the state machine over them. Pure."""
