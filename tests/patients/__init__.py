"""People to try the coach on: cases at one moment, and lives of twelve weeks.

`python -m tests.patients` lists the lives; `python -m tests.patients NAME` prints one day by day.
"""
