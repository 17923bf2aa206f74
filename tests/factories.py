"""Rows for tests, made through the verbs that make them in life."""

from datetime import UTC, datetime
from itertools import count

from community import membership
from community.access.actors import Actor, system
from community.access.models import audience_set
from community.access.tokens import MEM, PUB, audience, grp
from community.agreements.models import AgreementGate
from community.models import (
    Agreement,
    AgreementVersion,
    Group,
    GroupSeat,
    Organisation,
    Person,
    Seat,
    Team,
)

SETUP = system("tests")
# Seats begin long ago, so that no test depends on the moment it runs.
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
_numbers = count(1)


def organisation(name: str = "", **fields: object) -> Organisation:
    """An active organisation."""
    name = name or f"Organisation {next(_numbers)}"
    values = {
        "short_name": name[:60],
        "kind": Organisation.Kind.COMPANY,
        "country": "RS",
        "state": Organisation.State.ACTIVE,
    } | fields
    return Organisation.objects.create(name=name, **values)


def person(name: str = "", *, password: str | None = None, **fields: object) -> Person:
    """A vetted person without a seat, and so without standing."""
    number = next(_numbers)
    name = name or f"Person {number}"
    email = fields.pop("email", f"p{number}@members.example")
    values = {"state": Person.State.VETTED, "language": "en"} | fields
    return Person.objects.create_user(str(email), password, name=name, **values)


def member(
    of: Organisation | None = None,
    *,
    name: str = "",
    role: str = Seat.Role.MEMBER,
    password: str | None = None,
    **fields: object,
) -> Person:
    """A person with standing: vetted, with a seat in an active organisation."""
    made = person(name, password=password, **fields)
    membership.seat_person(made, of or organisation(), by=SETUP, role=role, since=LONG_AGO)
    made.refresh_from_db()
    return made


def group(
    name: str = "", *, circle: str = Group.Circle.MEMBERS, ceiling: str = "RED", **fields: object
) -> Group:
    """A group whose own name is seen as its circle says."""
    name = name or f"Group {next(_numbers)}"
    made = Group(name=name, circle=circle, ceiling=ceiling, **fields)
    made.acl_id = 2  # replaced below, once the group has a number
    made.save()
    who = {Group.Circle.PUBLIC: PUB, Group.Circle.SEALED: grp(made.pk)}.get(circle, MEM)
    made.acl = audience_set(audience("", {who}))
    made.save(update_fields=["acl"])
    return made


def join(who: Person, to: Group, role: str = GroupSeat.Role.MEMBER) -> GroupSeat:
    """Lets a member into a group through the first of their seats."""
    seat = who.seats.order_by("pk").first()
    row = membership.join_group(seat, to, by=SETUP, role=role, since=LONG_AGO)
    who.refresh_from_db()
    return row


def team(of: Organisation | None = None, name: str = "Duty team") -> Team:
    """A team that publishes advisories."""
    return Team.objects.create(organisation=of or organisation(), name=name, publishes=True)


def put_on(
    desk: Team, who: Person, *, writes: bool = True, reviews: bool = False, releases: bool = False
) -> None:
    """Puts a member of the team's organisation on its desk."""
    seat = who.seats.get(organisation=desk.organisation)
    membership.join_team(
        seat, desk, by=SETUP, writes=writes, reviews=reviews, releases=releases, since=LONG_AGO
    )
    who.refresh_from_db()


def agreement(
    key: str, scope: str, *, accept_by: datetime = LONG_AGO, required: bool = True
) -> AgreementVersion:
    """The first version of an agreement, in force since long ago."""
    row = Agreement.objects.create(key=key, scope=scope, required=required)
    return AgreementVersion.objects.create(
        agreement=row,
        number=1,
        binding_language="sr",
        in_force_from=LONG_AGO,
        accept_by=accept_by,
    )


def requirement(of: Agreement, *, group: Group | None = None, label: str = "") -> AgreementGate:
    """A group or a label asks for an agreement; who is there already is told by a refresh."""
    return AgreementGate.objects.create(agreement=of, group=group, label=label)


def actor(who: Person) -> Actor:
    """The person as an actor."""
    return Actor("person", str(who.uid))
