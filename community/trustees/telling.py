"""Letters about broken glass. They name a thing by kind and uid, never by its title."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import NetworkRole, Person
from community.notify.letters import Letter, Words, absolute, send_letter
from community.readers import standing_people

from .breakable import find
from .models import Opening


def tell_trustees(opening: Opening, now: datetime) -> None:
    """To all other trustees: one of them has to confirm."""

    def words() -> Letter:
        return Letter(
            subject=_("A trustee asks to break the glass"),
            paragraphs=[
                _("%(name)s asks to break the glass and gives a reason.")
                % {"name": opening.asked_by.name},
                _("If nobody confirms within 24 hours, the request lapses."),
            ],
            button=_("Look at the request"),
            url=absolute(reverse("trustees:opening", args=[opening.uid])),
        )

    seats = NetworkRole.objects.filter(role=NetworkRole.Role.TRUSTEE, since__lte=now)
    trustees = standing_people(now).filter(pk__in=seats.exclude(until__lte=now).values("person"))
    for person in trustees.exclude(pk=opening.asked_by_id).order_by("uid"):
        _send("glass.asked", words, opening, person)


def tell_asker(opening: Opening) -> None:
    """To whoever asked: it is open now."""

    def words() -> Letter:
        return Letter(
            subject=_("A second trustee has confirmed"),
            paragraphs=[_("What you asked for is open to you both for 60 minutes.")],
            button=_("Open"),
            url=absolute(reverse("trustees:opening", args=[opening.uid])),
        )

    _send("glass.confirmed", words, opening, opening.asked_by)


def tell_authors(opening: Opening) -> None:
    """To those who wrote it: that it was opened, and why."""
    found = find(opening.thing_kind, opening.thing_uid, opening.number)
    if found is None:
        return
    what = f"{opening.thing_kind} {opening.thing_uid}"
    what += f" #{opening.number}" if opening.number else ""

    def words() -> Letter:
        unseals = opening.purpose == Opening.Purpose.UNSEAL
        said = (
            _("Two trustees broke the seal of what you wrote (%(what)s): they may learn your name.")
            if unseals
            else _("Two trustees opened what you wrote (%(what)s): they may read it for an hour.")
        )
        return Letter(
            subject=_("Two trustees broke the glass"),
            paragraphs=[
                said % {"what": what},
                _("Their reason: %(reason)s") % {"reason": opening.reason},
                _("Both acts stand in the audit log. If you have questions, ask a trustee."),
            ],
        )

    for person in found.authors():
        _send("glass.broken", words, opening, person)


def _send(kind: str, words: Words, opening: Opening, person: Person) -> None:
    send_letter(
        kind,
        words,
        thing_kind="opening",
        thing_uid=opening.uid,
        person=person,
        secret=True,
    )
