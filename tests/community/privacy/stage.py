"""A network with somebody who has left traces everywhere, and a namesake who stays."""

from dataclasses import dataclass

from django.utils import timezone

from community import membership
from community.access.tlp import Label
from community.forums import posting
from community.forums.models import Topic
from community.forums.posting import Words, Writer
from community.models import Group, NetworkRole, Organisation, Person, Seat
from community.people.acting import Acting, as_person
from community.readers import viewer_for
from tests import factories as make

NAME = "Zdravka Planinović"
MAIL = "zdravka.planinovic@kuca.example"
PHONE = "+381 11 55 44 333"
TITLE = "Glavna inženjerka Planinović"
WORDS = (NAME, MAIL, PHONE, TITLE, "Planinović", "planinovic")


@dataclass
class Stage:
    """Who goes, who is called the same and stays, a reader, the office, a place to talk."""

    person: Person
    namesake: Person
    reader: Person
    office: list[Person]
    organisation: Organisation
    group: Group

    def act(self, who: Person) -> Acting:
        """Who acts, with what they hold now."""
        who.refresh_from_db()
        return as_person(who)

    def write(self, who: Person, title: str, *, sealed: bool = False) -> Topic:
        """A new topic of `who` in the group."""
        return posting.start_topic(
            self.group,
            by=self.writer(who),
            title=title,
            words=Words(f"Words of {title}", "en", sealed),
            key=title,
            label=Label.GREEN,
        )

    def writer(self, who: Person) -> Writer:
        """Who writes, on behalf of their first organisation."""
        who.refresh_from_db()
        seat = who.seats.order_by("pk").first()
        assert seat is not None
        return Writer(viewer_for(who), who, seat.organisation)


def set_up() -> Stage:
    """The stage of the tests of one's own data."""
    organisation = make.organisation("Kuća")
    bureau = make.organisation("Office")
    group = make.group("Round table")
    office = [make.member(bureau, name=f"Secretary {n}") for n in range(2)]
    for secretary in office:
        membership.give_network_role(
            secretary, NetworkRole.Role.SECRETARIAT, by=make.SETUP, since=make.LONG_AGO
        )
    person = make.member(
        organisation,
        name=NAME,
        email=MAIL,
        phone=PHONE,
        job_title=TITLE,
        role=Seat.Role.ADMINISTRATOR,
        seen_at=timezone.now(),
    )
    made = Stage(
        person,
        make.member(make.organisation("Elsewhere"), name=NAME),
        make.member(name="Reader"),
        office,
        organisation,
        group,
    )
    for who in (made.person, made.namesake, made.reader):
        make.join(who, group)
    return made
