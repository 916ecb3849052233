"""A session: a timeline of stages made from exercises, and the state machine that runs it."""
