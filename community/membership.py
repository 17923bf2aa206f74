"""The only writer of seats, roles, acceptances, standing and holdings.

Each verb is one transaction: the dated row, the holdings that follow from it, an audit row.
`by` is who acts; `now` may be given so that tests and the demo can move the clock.
"""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from .access.actors import Actor
from .access.models import Holding
from .audit.recording import record
from .endings import end_everything
from .holdings import derive, heirs_of
from .models import (
    Acceptance,
    AgreementVersion,
    ClientRelation,
    Group,
    GroupSeat,
    Lineage,
    NetworkRole,
    Organisation,
    Person,
    Seat,
    Team,
    TeamSeat,
)
from .standing import standing
from .web_editors import keep_in_step


@transaction.atomic
def refresh(person: Person, now: datetime | None = None) -> None:
    """Writes standing and holdings of `person` anew from the dated rows."""
    now = now or timezone.now()
    # Two acts on one person come one after the other: the later one sees the earlier's rows.
    Person.objects.select_for_update().get(pk=person.pk)
    person.refresh_from_db(fields=["state", "is_active", "membership_version"])
    person.standing_until = standing(person, now)
    person.membership_version += 1
    person.save(update_fields=["standing_until", "membership_version"])
    Holding.objects.filter(person=person).delete()
    Holding.objects.bulk_create(
        Holding(person=person, name=held.name, since=held.since, until=held.until)
        for held in derive(person, now)
    )


def refresh_if_stale(person: Person, now: datetime | None = None) -> bool:
    """As `refresh`, only if time alone has made the rows untrue; tells whether it had."""
    now = now or timezone.now()
    kept = set(Holding.objects.filter(person=person).values_list("name", "since", "until"))
    true = {(held.name, held.since, held.until) for held in derive(person, now)}
    if kept == true and person.standing_until == standing(person, now):
        return False
    refresh(person, now)
    return True


def refresh_organisation(organisation: Organisation, now: datetime | None = None) -> None:
    """As `refresh`, for everybody who has or had a seat in `organisation`."""
    for person in Person.objects.filter(seats__organisation=organisation).distinct():
        refresh(person, now)


@transaction.atomic
def seat_person(
    person: Person,
    organisation: Organisation,
    *,
    by: Actor,
    role: str = Seat.Role.MEMBER,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Seat:
    """Gives `person` a seat in `organisation`."""
    seat = Seat.objects.create(
        person=person,
        organisation=organisation,
        role=role,
        since=since or timezone.now(),
        until=until,
    )
    refresh(person)
    _log(by, "seat.open", "person", person, organisation=organisation.uid, role=role)
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, by: Actor, now: datetime | None = None) -> None:
    """Ends a seat and every group and team seat that hangs on it, and logs the person out."""
    now = now or timezone.now()
    for rows in (seat.group_seats, seat.team_seats):
        rows.exclude(until__lte=now).update(until=now)
    seat.until = now
    seat.save(update_fields=["until"])
    refresh(seat.person, now)
    end_sessions(seat.person)
    end_everything(seat.person, seat.organisation, now)
    _log(by, "seat.end", "person", seat.person, organisation=seat.organisation.uid)


@transaction.atomic
def join_team(
    seat: Seat,
    team: Team,
    *,
    by: Actor,
    writes: bool = True,
    reviews: bool = False,
    releases: bool = False,
    since: datetime | None = None,
) -> TeamSeat:
    """Puts the person of `seat` on a team's desk."""
    row = TeamSeat.objects.create(
        seat=seat,
        team=team,
        writes=writes,
        reviews=reviews,
        releases=releases,
        since=since or timezone.now(),
    )
    refresh(seat.person)
    _log(by, "team.join", "team", team, person=seat.person.uid)
    return row


@transaction.atomic
def join_group(
    seat: Seat,
    group: Group,
    *,
    by: Actor,
    role: str = GroupSeat.Role.MEMBER,
    since: datetime | None = None,
    until: datetime | None = None,
) -> GroupSeat:
    """Lets the person of `seat` into a group, on behalf of the seat's organisation."""
    row = GroupSeat.objects.create(
        seat=seat, group=group, role=role, since=since or timezone.now(), until=until
    )
    refresh(seat.person)
    _log(by, "group.join", "group", group, person=seat.person.uid, role=role)
    return row


@transaction.atomic
def leave_group(row: GroupSeat, *, by: Actor, now: datetime | None = None) -> None:
    """Ends a group seat."""
    row.until = now or timezone.now()
    row.save(update_fields=["until"])
    refresh(row.seat.person, row.until)
    _log(by, "group.leave", "group", row.group, person=row.seat.person.uid)


@transaction.atomic
def give_network_role(
    person: Person, role: str, *, by: Actor, since: datetime | None = None
) -> NetworkRole:
    """Gives an office for the whole network; it brings no reading token."""
    row = NetworkRole.objects.create(person=person, role=role, since=since or timezone.now())
    refresh(person)
    keep_in_step(person)
    _log(by, "role.give", "person", person, role=role)
    return row


@transaction.atomic
def end_network_role(row: NetworkRole, *, by: Actor, now: datetime | None = None) -> None:
    """Takes an office back."""
    row.until = now or timezone.now()
    row.save(update_fields=["until"])
    refresh(row.person, row.until)
    keep_in_step(row.person)
    _log(by, "role.end", "person", row.person, role=row.role)


@transaction.atomic
def set_person_state(person: Person, state: str, *, by: Actor) -> None:
    """Vets, suspends or puts to sleep; whoever is no longer vetted is logged out."""
    person.state = state
    person.save(update_fields=["state"])
    refresh(person)
    if state != Person.State.VETTED:
        end_sessions(person)
        end_everything(person, None, timezone.now())
    _log(by, "person.state", "person", person, state=state)


@transaction.atomic
def set_organisation_state(organisation: Organisation, state: str, *, by: Actor) -> None:
    """Activates or suspends an organisation, with everybody in it."""
    organisation.state = state
    organisation.save(update_fields=["state"])
    refresh_organisation(organisation)
    _log(by, "organisation.state", "organisation", organisation, state=state)


@transaction.atomic
def accept(
    version: AgreementVersion,
    *,
    person: Person,
    by: Actor,
    organisation: Organisation | None = None,
    at: datetime | None = None,
) -> Acceptance:
    """Notes that `person` accepted a version, on behalf of `organisation` if one is given."""
    row = Acceptance.objects.create(
        version=version, person=person, organisation=organisation, at=at or timezone.now()
    )
    if organisation is None:
        refresh(person)
    else:
        refresh_organisation(organisation)
    subject = organisation or person
    kind = "person" if organisation is None else "organisation"
    _log(by, "agreement.accept", kind, subject, agreement=version.agreement.uid)
    return row


@transaction.atomic
def end_acceptance(row: Acceptance, *, by: Actor, now: datetime | None = None) -> None:
    """An acceptance no longer counts: withdrawn, or the organisation lapsed."""
    row.ended_at = now or timezone.now()
    row.save(update_fields=["ended_at"])
    if row.organisation is None:
        refresh(row.person)
    else:
        refresh_organisation(row.organisation)
    _log(by, "agreement.end", "person", row.person, agreement=row.version.agreement.uid)


@transaction.atomic
def vet_client(
    provider: Organisation, client: Organisation, *, by: Actor, now: datetime | None = None
) -> ClientRelation:
    """Confirms that `client` is a client of `provider`: TLP:AMBER may reach it if ticked."""
    now = now or timezone.now()
    relation, _made = ClientRelation.objects.update_or_create(
        provider=provider, client=client, defaults={"vetted_at": now, "since": now, "until": None}
    )
    refresh_organisation(client)
    _log(by, "client.vet", "organisation", provider, client=client.uid)
    return relation


@transaction.atomic
def record_lineage(
    kind: str,
    predecessor: Organisation,
    successor: Organisation,
    *,
    by: Actor,
    date: datetime | None = None,
) -> Lineage:
    """Notes a succession (successor and its own heirs inherit tokens) or a merger (they do not)."""
    row = Lineage.objects.create(
        kind=kind,
        predecessor=predecessor,
        successor=successor,
        date=date or timezone.now(),
    )
    for organisation in Organisation.objects.filter(
        pk__in={successor.pk} | heirs_of(successor.pk, timezone.now())
    ):
        refresh_organisation(organisation)
    _log(by, "organisation.lineage", "organisation", successor, relation=kind)
    return row


def end_sessions(person: Person) -> int:
    """Deletes every session of `person`; returns how many there were."""
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    UserSession.objects.filter(user=person).delete()
    deleted, _each = Session.objects.filter(session_key__in=keys).delete()
    return deleted


def _log(
    by: Actor, verb: str, kind: str, thing: Person | Organisation | Team | Group, **details: object
) -> None:
    record(
        actor=by,
        verb=verb,
        kind=kind,
        uid=str(thing.uid),
        details={key: str(value) for key, value in details.items()},
    )
