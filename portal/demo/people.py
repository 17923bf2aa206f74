"""The demo's people: accounts, what they signed, their seats in organisations and teams."""

from datetime import datetime, timedelta

from django.db import transaction

from community import founding, membership
from community.enrolment import confirm_address, give_totp
from community.models import Person, Seat, TeamSeat

from .agreements import sign_for_oneself, sign_for_organisation
from .cast import Cast, present
from .names import DEMO, DOMAIN, PASSWORD, uid_of
from .organisations import ZONES
from .records import Record, records

_DAYS_BETWEEN_COLLEAGUES = 6


def seed_people(cast: Cast) -> None:
    """Everybody with their seat; those of the login list can log in."""
    rows = records("people")["people"]
    cast.people = present(Person, "person", (row["key"] for row in rows))
    accounts = set(records("people")["accounts"].values())
    for row in rows:
        if row["key"] not in cast.people:
            joined = _joined(cast, row, place_of(row["org"]))
            login = row["key"] in accounts
            cast.people[row["key"]] = enter(cast, row, joined=joined, login=login)


@transaction.atomic
def enter(cast: Cast, row: Record, *, joined: datetime, login: bool = False) -> Person:
    """One person with account, signatures, seat and offices."""
    place = place_of(row["org"])
    person = open_account(row, place, login=login, joined=joined)
    organisation = cast.organisations[row["org"]]
    if place["state"] == "active":
        lapsed = "agreement_expired_days_ago" in place
        if row["key"] == f"{row['org']}-1":
            sign_for_organisation(cast, person, organisation, joined=joined, lapsed=lapsed)
        sign_for_oneself(cast, person, joined=joined)
        membership.set_person_state(person, Person.State.VETTED, by=DEMO)
    role = Seat.Role.ADMINISTRATOR if row.get("organisation_administrator") else Seat.Role.MEMBER
    seat = membership.seat_person(person, organisation, by=DEMO, role=role, since=joined)
    _to_desks(cast, seat, row)
    for office in row.get("network_roles", ()):
        membership.give_network_role(person, office, by=DEMO, since=joined)
    person.refresh_from_db()
    return person


def open_account(row: Record, place: Record, *, login: bool, joined: datetime) -> Person:
    """The account; one that logs in has a password, a confirmed address, a random secret."""
    person = founding.open_account(
        f"{row['email_local']}@{DOMAIN}",
        by=DEMO,
        password=PASSWORD if login else None,
        uid=uid_of("person", row["key"]),
        name=row["name"],
        job_title=row["title"],
        language=row["lang"],
        time_zone=ZONES[place["country"]],
        joined_at=joined,
    )
    confirm_address(person)
    if login:
        give_totp(person)
    return person


def _to_desks(cast: Cast, seat: Seat, row: Record) -> list[TeamSeat]:
    """`seats` names a desk and a duty; several duties at one desk are one seat."""
    duties: dict[str, set[str]] = {}
    for entry in row.get("seats", ()):
        desk, _, duty = entry.partition(":")
        duties.setdefault(desk, set()).add(duty)
    return [
        membership.join_team(
            seat,
            cast.teams[desk],
            by=DEMO,
            writes="author" in held,
            reviews="reviewer" in held,
            releases="publisher" in held,
            since=seat.since,
        )
        for desk, held in duties.items()
    ]


def place_of(key: str) -> Record:
    """The record of an organisation."""
    rows = records("organisations")["organisations"]
    return next(row for row in rows if row["key"] == key)


def _joined(cast: Cast, row: Record, place: Record) -> datetime:
    """The first of an organisation comes with it, the others one by one."""
    days = place.get("joined_days_ago") or place.get("applied_days_ago", 0)
    after = (int(row["key"].rsplit("-", 1)[1]) - 1) * _DAYS_BETWEEN_COLLEAGUES
    return cast.clock.ago(days) + timedelta(days=after)
