"""An organisation with its administrator, the secretariat of another, and how mail is read."""

import re
from dataclasses import dataclass

from community import membership
from community.models import NetworkRole, Organisation, Person, Seat
from community.notify.models import OutgoingMail
from community.people.acting import Acting, as_person
from tests import factories as make


@dataclass
class Stage:
    """Two administrators and a member of one organisation; three people of the secretariat."""

    organisation: Organisation
    administrator: Person
    member: Person
    office: list[Person]

    def act(self, who: Person) -> Acting:
        """Who acts, with what they hold now."""
        who.refresh_from_db()
        return as_person(who)

    @property
    def admin(self) -> Acting:
        return self.act(self.administrator)


def set_up() -> Stage:
    """The stage of most tests of people."""
    organisation = make.organisation("Hidrodrina")
    office = make.organisation("Office")
    secretariat = [make.member(office, name=f"Secretary {n}") for n in range(3)]
    for person in secretariat:
        membership.give_network_role(
            person, NetworkRole.Role.SECRETARIAT, by=make.SETUP, since=make.LONG_AGO
        )
        person.refresh_from_db()
    return Stage(
        organisation,
        make.member(organisation, name="Ada", role=Seat.Role.ADMINISTRATOR),
        make.member(organisation, name="Mika"),
        secretariat,
    )


def seat(person: Person) -> Seat:
    """The one open seat of a person."""
    return person.seats.get(until=None)


def mails_to(address: str) -> list[OutgoingMail]:
    """What was written to an address, the oldest first."""
    return list(OutgoingMail.objects.filter(address=address).order_by("pk"))


def link_to(address: str, word: str = "invitation") -> str:
    """The path of the secret link in the last mail to an address."""
    found = re.findall(rf"http\S+?(/\w[\w-]*/\S*{word}\S*)", mails_to(address)[-1].text)
    return str(found[-1])


def fresh(person: Person) -> Person:
    """The row as it is now."""
    return Person.objects.get(pk=person.pk)
