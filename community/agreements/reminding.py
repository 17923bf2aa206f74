"""Reminders before a door closes: 14, 7 and 1 days ahead, once each, to who can still sign."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.models import Acceptance, Agreement, AgreementVersion, Organisation, Person, Seat
from community.notify.letters import Letter, absolute, send_letter
from community.standing import fulfilled_until

from .missing import organisations_missing, people_missing

DAYS_BEFORE = (1, 7, 14)


def remind(now: datetime | None = None) -> int:
    """Queues the letters that are due; each in a short transaction of its own. Returns how many.

    A letter that was queued before is the same row, so running it again adds none.
    """
    now = now or timezone.now()
    sent = 0
    for agreement in Agreement.objects.prefetch_related("versions").order_by("key"):
        versions = list(agreement.versions.all())
        if any(_days_left(day, now) for one in versions for day in _days(one)):
            for person, whose, due in _waiting(agreement, versions, now):
                _send(agreement, versions[0], person, whose, due, now)
                sent += 1
    return sent


def _days(version: AgreementVersion) -> tuple[datetime, ...]:
    return (version.in_force_from, version.accept_by)


def _days_left(due: datetime, now: datetime) -> int | None:
    """The nearest of the steps that has been reached; None further away or too late."""
    if due <= now:
        return None
    return next((days for days in DAYS_BEFORE if due - now <= timedelta(days=days)), None)


def _waiting(
    agreement: Agreement, versions: list[AgreementVersion], now: datetime
) -> Iterator[tuple[Person, Organisation | None, datetime]]:
    """Who can sign what is missing, for whom, and when the door closes."""
    own = agreement.scope == Agreement.Scope.PERSON
    numbers = _numbers(agreement, "person" if own else "organisation")
    rows: list[Person | Organisation] = list(
        people_missing(versions[0]) if own else organisations_missing(versions[0])
    )
    for row in rows:
        due = fulfilled_until(versions, numbers.get(row.pk, 0), now)
        if due is None or _days_left(due, now) is None:
            continue
        if isinstance(row, Person):
            yield row, None, due
        else:
            yield from ((person, row, due) for person in _administrators(row, now))


def _numbers(agreement: Agreement, whose: str) -> dict[int, int]:
    rows = Acceptance.objects.filter(version__agreement=agreement, ended_at=None)
    if whose == "person":
        rows = rows.filter(organisation=None)
    found = rows.values_list(whose).annotate(number=Max("version__number"))
    return dict(found.values_list(whose, "number"))


def _administrators(organisation: Organisation, now: datetime) -> list[Person]:
    seats = Seat.objects.filter(
        organisation=organisation, role=Seat.Role.ADMINISTRATOR, since__lte=now
    ).exclude(until__lte=now)
    people = Person.objects.filter(
        pk__in=seats.values("person"), state=Person.State.VETTED, is_active=True
    )
    return list(people.order_by("uid"))


def _send(
    agreement: Agreement,
    version: AgreementVersion,
    person: Person,
    organisation: Organisation | None,
    due: datetime,
    now: datetime,
) -> None:
    whose = f":{organisation.uid}" if organisation else ""
    with transaction.atomic():
        send_letter(
            "agreement-reminder",
            lambda: _words(agreement.uid, organisation, due),
            thing_kind="agreement",
            thing_uid=agreement.uid,
            person=person,
            again=f"{version.number}:{_days_left(due, now)}{whose}",
        )


def _words(agreement: UUID, organisation: Organisation | None, due: datetime) -> Letter:
    """Names no agreement: that of a sealed group would tell whoever sees the mailbox."""
    day = date_format(timezone.localtime(due), "DATE_FORMAT")
    if organisation is None:
        what = _("An agreement waits for your signature.")
    else:
        what = _("An agreement waits for your signature on behalf of %(name)s.") % {
            "name": organisation.name
        }
    closes = _("Please sign it before %(day)s. After that what it opens is closed.") % {"day": day}
    path = reverse("agreements:sign", args=[agreement])
    return Letter(
        subject=_("To sign before %(day)s") % {"day": day},
        paragraphs=[what, closes],
        button=_("Read and sign"),
        url=absolute(path),
    )
