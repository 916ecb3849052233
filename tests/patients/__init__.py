"""Made-up people to test the coach on: cases on one day, and lives of twelve weeks.

`python -m tests.patients` lists the lives; `python -m tests.patients NAME` prints one day by day.
"""
