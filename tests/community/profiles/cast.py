"""Who acts in these tests."""

from community import membership
from community.models import NetworkRole, Organisation, Person, Seat
from community.profiles.acting import By
from community.readers import viewer_for
from tests import factories as make


def administrator(of: Organisation, name: str = "") -> Person:
    """A member who administers the organisation."""
    return make.member(of, name=name, role=Seat.Role.ADMINISTRATOR)


def officer(of: Organisation | None = None) -> Person:
    """A member of the secretariat, of another organisation than the rest."""
    person = make.member(of)
    membership.give_network_role(
        person, NetworkRole.Role.SECRETARIAT, by=make.SETUP, since=make.LONG_AGO
    )
    person.refresh_from_db()
    return person


def by(person: Person) -> By:
    """The person, as the verbs of this slice take them."""
    person.refresh_from_db()
    return By(viewer_for(person), person)
