"""When a label rises: who was mailed under a milder one gets one note, with uid and new label."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from community.access.tlp import Label
from community.models import Person

from .fanout import CHUNK, write_rows
from .letters import Words
from .models import DigestItem, OutgoingMail
from .outbox import as_row
from .rechecks import recheck

State = OutgoingMail.State
# A mail in flight, or one whose answer was lost, may have been taken by its server.
MAY_HAVE_ARRIVED = (State.SENT, State.IN_FLIGHT, State.RETRY)


@dataclass(frozen=True, slots=True)
class Rise:
    """`kind` is the note's, `told` the kind of mails that told of `things`; the note names
    `uid`, which is of `thing_kind`."""

    kind: str
    thing_kind: str
    uid: UUID
    told: str
    things: Collection[UUID]
    label: Label


def note_kinds(kind: str) -> None:
    """Lets the notes of `kind` out: they say no more than uid and label, to an account."""
    for label in Label:
        recheck(f"{kind}:{label.value}")(_still_an_account)


def tell_rise(rise: Rise, letter: Words) -> int:
    """Writes the notes and wipes our own copies of what was said; returns how many notes.

    Doing it twice adds nothing. `letter` gives the words in the language in force.
    """
    milder = [one.value for one in Label if one.rank < rise.label.rank]
    people = _told(rise, milder)
    mails = OutgoingMail.objects.filter(kind=rise.told, thing_uid__in=rise.things, label__in=milder)
    _wipe(mails)
    written = last = 0
    while chunk := list(people.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        with transaction.atomic():
            written += write_rows([(_note(rise, person, letter), None) for person in chunk])
        last = chunk[-1].pk
    return written


def _told(rise: Rise, milder: Collection[str]) -> QuerySet[Person]:
    mails = OutgoingMail.objects.filter(
        kind=rise.told,
        thing_uid__in=rise.things,
        label__in=milder,
        state__in=MAY_HAVE_ARRIVED,
        person_id__isnull=False,
    )
    items = DigestItem.objects.filter(
        kind=rise.told,
        thing_uid__in=rise.things,
        told=True,
        label__in=milder,
        mail__state__in=MAY_HAVE_ARRIVED,
    )
    known = Q(pk__in=mails.values("person_id")) | Q(pk__in=items.values("person"))
    return Person.objects.filter(known, is_active=True)


def _note(rise: Rise, person: Person, letter: Words) -> OutgoingMail:
    with translation.override(person.language):
        words = letter()
    mark = rise.label.label
    subject = f"{rise.thing_kind} {rise.uid}"
    if rise.label.rank <= Label.GREEN.rank:
        subject = words.subject
    return as_row(
        OutgoingMail(
            kind=f"{rise.kind}:{rise.label.value}",
            thing_kind=rise.thing_kind,
            thing_uid=rise.uid,
            recipient=str(person.pk),
            person_id=person.pk,
            address=person.email,
            subject=f"[{mark}] {subject}",
            text=f"{mark}\n\n" + "\n\n".join(words.paragraphs) + "\n",
            label=rise.label.value,
            language=person.language,
            why=OutgoingMail.Why.EARLIER,
            thread=f"{rise.thing_kind}:{rise.uid}",
            created=timezone.now(),
        )
    )


def _wipe(mails: QuerySet[OutgoingMail]) -> None:
    """Our own copies say no more than what the new label lets a mail say."""
    for kind, uid in set(mails.values_list("thing_kind", "thing_uid")):
        mails.filter(thing_kind=kind, thing_uid=uid).update(
            subject=f"{kind} {uid}", text="", html=""
        )


def _still_an_account(mail: OutgoingMail) -> bool:
    return Person.objects.filter(pk=mail.person_id or 0, is_active=True).exists()
