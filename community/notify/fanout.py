"""From one thing to a row for each who reads it and wants to hear of it.

A job calls this for readers by rule. It works in chunks, each a transaction of its own with
the same number of queries whatever the number of readers; a worker killed in between begins
anew and writes nothing twice, for a row is unique by kind, thing and recipient.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.jobs.queue import enqueue_many
from community.models import Person

from . import hours as clock
from .choosing import DEFAULTS, Answer, Ask, answer_of, choices_of
from .models import Concern, DigestDue, DigestItem, Interval, OutgoingMail, Subscription
from .models.subscriptions import COLLECTED
from .outbox import DELIVER, as_row

CHUNK = 500
COLUMNS = ("pk", "email", "language", "time_zone")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What there is to tell. `asks` are the subscriptions it falls under, nearest first."""

    kind: str
    thing_kind: str
    thing_uid: UUID
    label: str
    asks: tuple[Ask, ...]
    thread: str = ""


def fan_out(occasion: Occasion, readers: QuerySet[Person], now: datetime | None = None) -> int:
    """Writes mails and digest items for those of `readers` who want them; returns how many
    are new. Readers are who may read the thing, without those who shall not be told."""
    now = now or timezone.now()
    if DEFAULTS[occasion.asks[-1][0]] == Interval.NEVER:
        readers = readers.filter(pk__in=_who_asked(occasion.asks))
    written = last = 0
    while chunk := list(readers.filter(pk__gt=last).order_by("pk").only(*COLUMNS)[:CHUNK]):
        with transaction.atomic():
            written += _write_chunk(occasion, chunk, now)
        last = chunk[-1].pk
    return written


def tell_mailboxes(occasion: Occasion, addresses: Iterable[str]) -> int:
    """One mail to each functional mailbox, once however many teams have it."""
    unique = sorted({address.lower() for address in addresses if address})
    rows = [
        _mail(
            occasion,
            recipient=address,
            address=address,
            language=settings.LANGUAGE_CODE,
            why=OutgoingMail.Why.MAILBOX,
        )
        for address in unique
    ]
    with transaction.atomic():
        return write_rows([(row, None) for row in rows])


def write_rows(rows: Sequence[tuple[OutgoingMail, datetime | None]]) -> int:
    """Inserts mails with the time before which none is sent; those that are there already
    stay as they are and get no second job. Three queries, in the caller's transaction."""
    OutgoingMail.objects.bulk_create([row for row, _hold in rows], ignore_conflicts=True)
    holds = {row.uid: hold for row, hold in rows}
    new = OutgoingMail.objects.filter(uid__in=holds).values_list("uid", flat=True)
    jobs = [({"mail": str(uid)}, f"mail:{uid}", holds[uid]) for uid in new]
    return enqueue_many(DELIVER, jobs, queue="mail")  # type: ignore[arg-type]


def _who_asked(asks: Sequence[Ask]) -> QuerySet[Subscription, int]:
    kinds, places = zip(*asks, strict=True)
    rows = Subscription.objects.filter(kind__in=kinds, place__in=places)
    return rows.exclude(interval=Interval.NEVER).values_list("person", flat=True)


def _write_chunk(occasion: Occasion, people: Sequence[Person], now: datetime) -> int:
    keys = [person.pk for person in people]
    choices, hours = choices_of(keys, occasion.asks), clock.hours_of(keys)
    answers = {key: answer_of(choices.get(key, {}), occasion.asks) for key in keys}
    at_once, collected = [], []
    for person in people:
        answer = answers[person.pk]
        theirs = hours.get(person.pk, clock.STANDARD)
        if answer.interval == Interval.NOW:
            hold = _hold(occasion, person, theirs, now)
            at_once.append((_to_person(occasion, person, answer), hold))
        elif answer.interval in COLLECTED:
            zone = clock.zone_of(person.time_zone)
            due = clock.next_digest(answer.interval, now, theirs, zone)
            collected.append((person, answer, due))
    return write_rows(at_once) + _collect(occasion, collected)


def _hold(occasion: Occasion, person: Person, hours: clock.MailHours, now: datetime) -> datetime:
    if occasion.asks[-1][0] == Concern.CRISIS:
        return now
    return clock.after_quiet(now, hours, clock.zone_of(person.time_zone))


def _collect(occasion: Occasion, wanted: Sequence[tuple[Person, Answer, datetime]]) -> int:
    """Items for the next digests. A due row that is there already keeps its time."""
    if not wanted:
        return 0
    DigestItem.objects.bulk_create(
        [
            DigestItem(
                person=person,
                interval=answer.interval,
                kind=occasion.kind,
                thing_kind=occasion.thing_kind,
                thing_uid=occasion.thing_uid,
                label=occasion.label,
                stream=answer.stream,
            )
            for person, answer, _due in wanted
        ],
        ignore_conflicts=True,
    )
    DigestDue.objects.bulk_create(
        [
            DigestDue(person=person, interval=answer.interval, due=due)
            for person, answer, due in wanted
        ],
        ignore_conflicts=True,
    )
    return len(wanted)


def _to_person(occasion: Occasion, person: Person, answer: Answer) -> OutgoingMail:
    crisis = occasion.asks[-1][0] == Concern.CRISIS
    return _mail(
        occasion,
        recipient=str(person.pk),
        person_id=person.pk,
        address=person.email,
        language=person.language,
        stream="" if crisis else answer.stream,
        why=OutgoingMail.Why.CRISIS if crisis else OutgoingMail.Why.SUBSCRIPTION,
    )


def _mail(occasion: Occasion, **of_recipient: object) -> OutgoingMail:
    return as_row(
        OutgoingMail(
            uid=uuid4(),
            kind=occasion.kind,
            thing_kind=occasion.thing_kind,
            thing_uid=occasion.thing_uid,
            label=occasion.label,
            subject=f"{occasion.thing_kind} {occasion.thing_uid}",
            thread=occasion.thread,
            **of_recipient,
        )
    )
