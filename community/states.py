"""The states of persons and organisations, and which act leads from which to which: as data.

`community.membership` asks this table before it writes a state; what it does not know is
refused. Who may do an act is asked by the slices' policies; `BY` says it for people.
"""

from collections.abc import Mapping

from .models import Organisation, Person

P, O = Person.State, Organisation.State  # noqa: E741

Table = Mapping[str, Mapping[str, str]]

PERSON: Table = {
    "vet": {P.APPLICANT: P.VETTED, P.LEFT: P.VETTED},
    "apply_again": {P.LEFT: P.APPLICANT},
    "suspend": {P.VETTED: P.SUSPENDED, P.DORMANT: P.SUSPENDED},
    "lift": {P.SUSPENDED: P.VETTED},
    "sleep": {P.VETTED: P.DORMANT},
    "wake": {P.DORMANT: P.VETTED},
    "leave": {
        P.APPLICANT: P.LEFT,
        P.VETTED: P.LEFT,
        P.SUSPENDED: P.LEFT,
        P.DORMANT: P.LEFT,
    },
    "erase": {state: P.ERASED for state in P if state != P.ERASED},
}
ORGANISATION: Table = {
    "activate": {O.APPLICANT: O.ACTIVE, O.LEFT: O.ACTIVE},
    "suspend": {O.ACTIVE: O.SUSPENDED},
    "resume": {O.SUSPENDED: O.ACTIVE},
    "leave": {O.APPLICANT: O.LEFT, O.ACTIVE: O.LEFT, O.SUSPENDED: O.LEFT},
}
# Who does an act; the policies of the slices are what is asked.
BY: Mapping[str, str] = {
    "vet": "the secretariat, by the number of vetters the network has set",
    "apply_again": "the person, by accepting an invitation",
    "suspend": "one of the secretariat, with a reason, at once",
    "lift": "one of the secretariat other than who suspended",
    "sleep": "the clock, after a notice",
    "wake": "the person with a fresh second factor, or the secretariat after a year",
    "leave": "the person; or one of the secretariat, confirmed by another",
    "erase": "the privacy verbs",
    "activate": "the vetting of organisations",
    "resume": "the secretariat",
}


class NoSuchStep(ValueError):
    """No act leads from the one state to the other. Names both."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"no step leads from {before} to {after}")


def act_between(table: Table, before: str, after: str) -> str:
    """The act that leads from one state to another; NoSuchStep if none does."""
    for act, steps in table.items():
        if steps.get(before) == after:
            return act
    raise NoSuchStep(before, after)


def after(table: Table, act: str, before: str) -> str | None:
    """The state an act leads to, or None where the act is not possible."""
    return table[act].get(before)
