"""Who is there: an office of two, seven member organisations, two who have slept too long."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from community import membership
from community.forums import posting
from community.forums.models import Topic
from community.models import Group, Organisation, OrganisationDomain, Person, Seat
from community.people import dormancy
from community.people.acting import Acting, as_person
from community.readers import viewer_for
from tests import factories as make

# A Monday, at the hour at which an office opens.
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
QUARTER = timedelta(days=91)


@dataclass
class Firm:
    """A member organisation with an administrator, who answers at once, late or never."""

    place: Organisation
    chief: Person
    member: Person
    answers: str = "at once"


@dataclass
class World:
    """The network. `one` and `two` are its whole secretariat, and its trustees."""

    office: Organisation
    one: Person
    two: Person
    firms: list[Firm]
    sleepers: list[Person]
    topic: Topic
    # Who is meant by what applicants typed as a sponsor; the office asks by telephone.
    known_sponsors: dict[str, str] = field(default_factory=dict)

    def other(self, person: Person) -> Person:
        """The second person of the office."""
        return self.two if person.pk == self.one.pk else self.one


def act(person: Person) -> Acting:
    """The person with what they hold now."""
    person.refresh_from_db()
    return as_person(person)


def found_world() -> World:
    """Made through the verbs; nobody's confirmation is old except where it says so."""
    sleepers = [_sleeper(name) for name in ("Usnula Una", "Usnuli Uroš")]
    office = make.organisation("Office")
    one, two = (_officer(office, name) for name in ("Prva Petrović", "Drugi Dedić"))
    firms = [_firm(number) for number in range(7)]
    firms[1].answers = firms[2].answers = "when reminded"
    _confirm_all(START - timedelta(days=30))
    _confirm_all(START - QUARTER + timedelta(days=2), firms[0].place, firms[1].place)
    _confirm_all(START - QUARTER + timedelta(days=4), office)
    # Their administrators are silent: after a second quarter the office asks for them.
    for number in (5, 6):
        firms[number].answers = "never"
        _confirm_all(START - 2 * QUARTER + timedelta(days=number - 2), firms[number].place)
    return World(office, one, two, firms, sleepers, _topic(firms[0]))


def _officer(office: Organisation, name: str) -> Person:
    made = make.member(office, name=name, role=Seat.Role.ADMINISTRATOR, language="en")
    for role in ("secretariat", "trustee"):
        membership.give_network_role(made, role, by=make.SETUP, since=make.LONG_AGO)
    return made


def _firm(number: int) -> Firm:
    place = make.organisation(f"Firm {number}")
    OrganisationDomain.objects.create(
        organisation=place, domain=f"firm{number}.example", confirmed_at=START
    )
    chief = make.member(place, name=f"Chief {number}", role=Seat.Role.ADMINISTRATOR)
    return Firm(place, chief, make.member(place, name=f"Member {number}"))


def _sleeper(name: str) -> Person:
    """Asleep for more than a year: waking them is the office's."""
    place = make.organisation(f"Place of {name}")
    make.member(place, role=Seat.Role.ADMINISTRATOR)
    made = make.member(place, name=name, seen_at=START - timedelta(days=700))
    for days in (500, 480):
        dormancy.fall_asleep(START - timedelta(days=days))
    return made


def _confirm_all(at: datetime, *places: Organisation) -> None:
    rows = Seat.objects.filter(organisation__in=places) if places else Seat.objects.all()
    for seat in rows.select_related("person", "organisation"):
        membership.confirm_seat(seat, by=make.SETUP, now=at)


def _topic(firm: Firm) -> Topic:
    room = make.group("Soba", circle=Group.Circle.MEMBERS, ceiling="RED")
    make.join(firm.chief, room)
    by = posting.Writer(viewer_for(firm.chief), firm.chief, firm.place)
    return posting.start_topic(
        room,
        by=by,
        title="Pitanje",
        words=posting.Words("Rečenica.", "sr"),
        key="month",
        label="RED",
        named=[firm.chief],
    )
