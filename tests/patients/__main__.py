"""`python -m tests.patients NAME` prints the life of one person, day by day."""

import sys

from tests.patients.living import diary
from tests.patients.people import PEOPLE

names = sys.argv[1:]
if not names or not set(names) <= PEOPLE.keys():
    print("Name one or more of these:")
    for name, person in PEOPLE.items():
        print(f"  {name:6} {person.about}")
    sys.exit(0 if not names else 2)
for name in names:
    for line in diary(PEOPLE[name]()):
        print(line)
