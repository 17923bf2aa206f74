"""Taking an offered seat: with the account one has, or with a new one.

The organisation's stage is done by the invitation; the network's stage follows as a case,
unless the person is vetted already.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from community import founding, membership
from community.access.actors import Actor
from community.access.mixins import RetentionClass
from community.audit.recording import record
from community.enrolment import account_with, addresses_of, confirm_address
from community.models import Organisation, Person, Seat, VettingCase
from community.queues import keeping
from community.readers import actor_of, viewer_for

from .links import digest_of, new_secret
from .models import Introduction, Invitation, Request
from .seats import open_now

QUEUE = "people"
# Who may take a seat; a suspended or erased account may not.
MAY_SIT = {
    Person.State.APPLICANT,
    Person.State.VETTED,
    Person.State.DORMANT,
    Person.State.LEFT,
}


class Unusable(Exception):
    """The link is used, expired, taken back, or not for this account."""


def invitation_of(secret: str, now: datetime | None = None) -> Invitation | None:
    """The invitation a link opens now; None for everything else, without saying why.

    A link does not outlive its sender's right to send it.
    """
    rows = Invitation.objects.select_related("organisation", "by").filter(
        digest=digest_of(secret),
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=now or timezone.now(),
        organisation__state=Organisation.State.ACTIVE,
    )
    row = rows.first()
    return row if row is not None and _still_offered(row) else None


def _still_offered(row: Invitation) -> bool:
    by = viewer_for(row.by)
    return by.has_role("administrator", row.organisation_id) or by.has_role("secretariat")


def has_account(invitation: Invitation) -> bool:
    """For the holder of the link only: whether to sign in or to make an account."""
    return account_with(invitation.email) is not None


def accept_with_new_account(
    invitation: Invitation, *, name: str, password: str, language: str
) -> Person:
    """Makes the account and seats it. The mailed link has shown that the address is theirs.

    Unusable if somebody was quicker, with the link or with the address.
    """
    try:
        with transaction.atomic():
            row = _lock(invitation)
            if has_account(row):
                raise Unusable
            person = founding.open_account(
                row.email,
                by=Actor("anonymous", "-"),
                password=password,
                name=name,
                language=language,
            )
            confirm_address(person)
            _sit(row, person)
            return person
    except IntegrityError as taken:
        raise Unusable from taken


def accept(invitation: Invitation, *, person: Person) -> bool:
    """Seats an account that is logged in; True if it sits, False if somebody is asked first.

    An account with another address than the invited one may belong to somebody to whom the
    link was handed on: an administrator confirms it as if they had asked by themselves.
    """
    with transaction.atomic():
        row = _lock(invitation)
        if person.state not in MAY_SIT:
            raise Unusable
        if not owns(person, row.email):
            _ask_instead(row, person)
            return False
        _sit(row, person)
        return True


def owns(person: Person, address: str) -> bool:
    """Whether the account has shown that the address is its own."""
    return address.lower() in addresses_of(person)


def _lock(invitation: Invitation) -> Invitation:
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    now = timezone.now()
    if row.accepted_at or row.revoked_at or row.expires_at <= now or not _still_offered(row):
        raise Unusable
    return row


def _sit(row: Invitation, person: Person) -> None:
    _close(row, person)
    seat = open_now(person.seats.filter(organisation=row.organisation)).first()
    if seat is None:
        seat = membership.seat_person(person, row.organisation, by=actor_of(person), role=row.role)
        membership.confirm_seat(seat, by=actor_of(row.by))
    introduce(seat, by=row.by)
    _log(row, person)


def _close(row: Invitation, person: Person) -> None:
    row.accepted_at, row.person = timezone.now(), person
    row.save(update_fields=["accepted_at", "person"])


def introduce(seat: Seat, *, by: Person) -> VettingCase | None:
    """Opens the network's stage for the person of a seat, if they are not vetted yet.

    `by` stands behind them for the organisation and so never vets them.
    """
    person = seat.person
    if person.state == Person.State.LEFT:
        membership.set_person_state(person, Person.State.APPLICANT, by=actor_of(person))
    if person.state != Person.State.APPLICANT:
        return None
    waiting = VettingCase.objects.filter(
        person=person, state=VettingCase.State.OPEN, introduction__isnull=False
    )
    if waiting.exists():
        return None
    case = VettingCase.objects.create(
        organisation=seat.organisation,
        person=person,
        opened_at=timezone.now(),
        retention=RetentionClass.PERSONAL,
    )
    Introduction.objects.create(case=case, by=by)
    keeping.put(QUEUE, "vetting", case.uid, role="secretariat")
    return case


def _ask_instead(row: Invitation, person: Person) -> None:
    now = timezone.now()
    _close(row, person)
    request = Request.objects.create(
        organisation=row.organisation,
        email=person.email,
        name=person.name,
        language=person.language,
        digest=digest_of(new_secret()),
        asked_at=now,
        expires_at=now,
        proven_at=now,
    )
    wait_for_administrators(request)
    _log(row, person)


def wait_for_administrators(request: Request) -> None:
    """Lets a proven request wait for those who know whether the person is theirs."""
    role = f"administrator:{request.organisation_id}"
    keeping.put("people-organisation", "person-request", request.uid, role=role)


def _log(row: Invitation, person: Person) -> None:
    record(
        actor=actor_of(person),
        verb="invitation.accept",
        kind="invitation",
        uid=str(row.uid),
        on_behalf_of=str(row.organisation.uid),
    )
