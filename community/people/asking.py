"""Asking to be let in, with an address of an organisation's domain.

The domain says whom to ask; it lets nobody in. Every address gets the same letter and the
same work is done for it, so that nothing tells who is a member.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.access.actors import ANONYMOUS_ACTOR
from community.access.policy import Refused, require
from community.audit.recording import record
from community.models import Organisation
from community.queues import keeping

from . import inviting, letters
from .accepting import wait_for_administrators
from .acting import Acting
from .links import digest_of
from .models import Invitation, Request
from .seats import open_now

QUEUE = "people-organisation"
LASTS = timedelta(days=3)


@transaction.atomic
def ask(*, email: str, name: str, note: str, key: str) -> None:
    """Mails a link that shows the address is one's own. The same `key` asks once.

    `key` comes with the form. Whose domain it is, is looked up for every address alike.
    """
    now = timezone.now()
    email = email.strip().lower()
    secret = _secret_of(key, email)
    request, made = Request.objects.get_or_create(
        digest=digest_of(secret),
        defaults={
            "organisation": _organisation_of(email),
            "email": email,
            "name": name,
            "note": note,
            "language": get_language() or "",
            "asked_at": now,
            "expires_at": now + LASTS,
        },
    )
    if not made:
        return
    letters.prove(request, secret)
    record(
        actor=ANONYMOUS_ACTOR,
        verb="person_request.ask",
        kind="person-request",
        uid=str(request.uid),
    )


def _secret_of(key: str, email: str) -> str:
    """The same for the same form, and known to nobody who only has the form."""
    return salted_hmac("people.asking", f"{key} {email}", algorithm="sha256").hexdigest()


def _organisation_of(email: str) -> Organisation | None:
    """The active organisation that has shown to own the address's domain; never a part of it."""
    rows = Organisation.objects.filter(
        domains__domain=email.rpartition("@")[2],
        domains__confirmed_at__isnull=False,
        state=Organisation.State.ACTIVE,
    )
    return rows.first()


def request_of(secret: str, now: datetime | None = None) -> Request | None:
    """The request a link proves now, or None."""
    rows = Request.objects.filter(
        digest=digest_of(secret), proven_at=None, expires_at__gt=now or timezone.now()
    )
    return rows.first()


@transaction.atomic
def prove(request: Request) -> None:
    """The address is theirs; the organisation's administrators are asked, if it has one."""
    row = Request.objects.select_for_update().get(pk=request.pk)
    if row.proven_at is not None:
        return
    row.proven_at = timezone.now()
    row.save(update_fields=["proven_at"])
    if row.organisation_id is not None and not _sits_there(row):
        wait_for_administrators(row)
    record(
        actor=ANONYMOUS_ACTOR,
        verb="person_request.prove",
        kind="person-request",
        uid=str(row.uid),
    )


def _sits_there(row: Request) -> bool:
    organisation = row.organisation
    return organisation is not None and (
        open_now(organisation.seats.filter(person__email=row.email)).exists()
    )


@transaction.atomic
def confirm(request: Request, *, by: Acting) -> Invitation:
    """An administrator knows the person: they get an invitation, whose link seats them."""
    row, organisation = _decide(request, Request.Decision.CONFIRMED, by)
    made = inviting.invite(organisation, row.email, by=by)
    _log(by, "person_request.confirm", row, organisation)
    return made


@transaction.atomic
def decline(request: Request, *, by: Acting) -> None:
    """An administrator does not know the person."""
    row, organisation = _decide(request, Request.Decision.DECLINED, by)
    letters.declined(row, organisation)
    _log(by, "person_request.decline", row, organisation)


def _decide(request: Request, decision: str, by: Acting) -> tuple[Request, Organisation]:
    row = Request.objects.select_for_update().get(pk=request.pk)
    organisation = row.organisation
    if organisation is None or row.proven_at is None:
        raise Refused("person_request.decide", _("There is nothing to decide."))
    require(by.viewer, "people.administer", organisation)
    if row.decision:
        raise Refused("person_request.decide", _("This was decided already."))
    row.decision, row.decided_by, row.decided_at = decision, by.person, timezone.now()
    row.save(update_fields=["decision", "decided_by", "decided_at"])
    keeping.close(QUEUE, row.uid)
    return row, organisation


def _log(by: Acting, verb: str, row: Request, organisation: Organisation) -> None:
    record(
        actor=by.actor,
        verb=verb,
        kind="person-request",
        uid=str(row.uid),
        on_behalf_of=str(organisation.uid),
    )
