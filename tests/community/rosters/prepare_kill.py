"""Run as a module: makes the tables in an empty database, and a list of people that runs.

Argument: how many rows.
"""

import sys

import django


def main(rows: int) -> None:
    from django.core.management import call_command

    from community.rosters import deciding
    from tests.community.rosters.lists import act, checked, firm, officer, some_people

    call_command("migrate", verbosity=0)
    place, one = firm(), officer()
    roster = checked(some_people(rows, place.name), one)
    deciding.start(roster, by=act(one))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
