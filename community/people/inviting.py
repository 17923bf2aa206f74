"""Offering a seat to an address: invited, sent again, taken back.

Nothing here looks at whether the address has an account, so that an inviter cannot tell.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.access.actors import Actor
from community.access.policy import Refused, require
from community.audit.recording import record
from community.models import Organisation, Person, Seat
from community.readers import actor_of
from community.rules import rules

from . import letters
from .acting import Acting
from .links import digest_of, new_secret
from .models import Invitation
from .seats import open_now

# A second press of the button within this time sends nothing.
DOUBLE_CLICK = timedelta(minutes=1)


def invite(
    organisation: Organisation, email: str, *, by: Acting, role: str = Seat.Role.MEMBER
) -> Invitation:
    """Offers a seat; to an address that has an open invitation it is sent again.

    Refused for an address that sits in this organisation already: the inviter sees it listed.
    """
    email = email.strip().lower()
    try:
        with transaction.atomic():
            return _invite(organisation, email, by, role)
    except IntegrityError:  # two at once: the other one has just sent it
        return Invitation.objects.get(
            organisation=organisation, email=email, accepted_at=None, revoked_at=None
        )


def _invite(organisation: Organisation, email: str, by: Acting, role: str) -> Invitation:
    require(by.viewer, "people.administer", organisation)
    if open_now(organisation.seats.filter(person__email=email)).exists():
        raise Refused("people.invite", _("This person is in your organisation already."))
    earlier = open_invitations(organisation).filter(email=email).first()
    if earlier is not None:
        Invitation.objects.filter(pk=earlier.pk).update(role=role)
        return send_again(earlier, by=by)
    return offer_seat(organisation, email, by=by.person, role=role, language=get_language() or "")


@transaction.atomic
def offer_seat(
    organisation: Organisation, email: str, *, by: Person, role: str, language: str
) -> Invitation:
    """Writes and sends an invitation; whether `by` may is asked by the caller."""
    secret, now = new_secret(), timezone.now()
    made = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        by=by,
        digest=digest_of(secret),
        sent_at=now,
        expires_at=_end(now),
    )
    letters.invite(made, secret, language)
    _log(actor_of(by), "invitation.send", made)
    return made


@transaction.atomic
def send_again(invitation: Invitation, *, by: Acting) -> Invitation:
    """A new link and a new end; the old link opens nothing any more. Who sends it last stands
    behind it."""
    require(by.viewer, "people.administer", invitation.organisation)
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    now = timezone.now()
    if row.accepted_at or row.revoked_at:
        raise Refused("invitation.send", _("This invitation is closed."))
    if now - row.sent_at < DOUBLE_CLICK:
        return row
    secret, row.by = new_secret(), by.person
    row.digest, row.sent_at, row.expires_at = digest_of(secret), now, _end(now)
    row.times_sent += 1
    row.save()
    letters.invite(row, secret, get_language() or "")
    _log(by.actor, "invitation.send", row)
    return row


@transaction.atomic
def revoke(invitation: Invitation, *, by: Acting) -> None:
    """Takes an invitation back; its link opens nothing any more."""
    require(by.viewer, "people.administer", invitation.organisation)
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.accepted_at or row.revoked_at:
        return
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    _log(by.actor, "invitation.revoke", row)


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Neither accepted nor taken back; some may have expired and can be sent again."""
    return Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None)


def _end(now: datetime) -> datetime:
    return now + timedelta(days=rules().invitation_days)


def _log(by: Actor, verb: str, invitation: Invitation) -> None:
    record(
        actor=by,
        verb=verb,
        kind="invitation",
        uid=str(invitation.uid),
        on_behalf_of=str(invitation.organisation.uid),
    )
