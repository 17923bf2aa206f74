"""Letting an advisory out, and taking it back. The only writer of releases.

One transaction makes the release, its number, its place in search, the mails to come and the
log row: all or nothing.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from community.access.policy import Refused, require
from community.access.tlp import Label
from community.audit.recording import record
from community.jobs.queue import enqueue
from search import registry

from .audience import hands_of, release_audience
from .canonical import CanonicalRelease
from .canonical.parts import HistoryEntry, Note, Publisher, Tracking
from .columns import columns_of
from .drafting import Editor, locked, note
from .models import Advisory, Hand, NumberSeries, Release
from .numbering import number_key, public_number, restricted_number

State = Advisory.State
ANNOUNCE = "advisories.announce"


def publish_release(
    advisory: Advisory,
    *,
    by: Editor,
    summary: str = "",
    now: datetime | None = None,
    choose: Callable[[str], str] = secrets.choice,
    uid: UUID | None = None,
) -> Release:
    """Releases the approved draft as the next version. `summary` says what changed.

    `Refused` without the approval of a person who did not write. `choose`, `now` and
    `uid` are for the demo, which is the same each time.
    """
    now = now or timezone.now()
    with transaction.atomic():
        advisory = locked(advisory)
        require(by.viewer, "advisory.release", advisory)
        content = CanonicalRelease.from_json(advisory.draft)
        if not advisory.number:
            _number(advisory, now, choose)
        hands = hands_of(advisory) | {by.person.pk}
        made = _release(advisory, content, now, summary, hands, uid=uid)
        advisory.state = State.RELEASED
        advisory.save()
        if made.label != Label.CLEAR:
            enqueue(ANNOUNCE, {"release": str(made.uid)}, key=f"announce:{made.uid}")
        note(advisory, Hand.Act.RELEASED, by, now=now)
    return made


def withdraw(
    advisory: Advisory,
    *,
    by: Editor,
    reason: str,
    now: datetime | None = None,
    uid: UUID | None = None,
) -> Release:
    """Takes an advisory back: a last release that says why, in place of what it said."""
    now = now or timezone.now()
    if not reason.strip():
        raise Refused("advisory.withdraw", gettext("Say why it is withdrawn."))
    with transaction.atomic():
        advisory = locked(advisory)
        require(by.viewer, "advisory.withdraw", advisory)
        last = CanonicalRelease.from_json(advisory.releases.get(latest=True).canonical)
        text = Note(category="description", title="Reasoning for Withdrawal", text=reason)
        content = replace(last, notes=(text,), actions=(), vulnerabilities=(), products=())
        hands = hands_of(advisory)
        made = _release(advisory, content, now, reason, hands, withdrawn=True, uid=uid)
        advisory.state = State.WITHDRAWN
        advisory.closed_at = now
        advisory.save()
        note(advisory, Hand.Act.WITHDREW, by, now=now)
    return made


def publish_foreign(
    advisory: Advisory, content: CanonicalRelease, *, version: str, now: datetime
) -> Release:
    """Shows another publisher's document as it is, under its own number and version.

    The caller has asked the policy and writes the log row. A version that is out already is
    given back.
    """
    known = advisory.releases.filter(version=version).first()
    if known is not None:
        return known
    return _release(advisory, content, now, "", hands_of(advisory), version=version)


def _release(
    advisory: Advisory,
    content: CanonicalRelease,
    now: datetime,
    summary: str,
    hands: set[int],
    *,
    withdrawn: bool = False,
    version: str = "",
    uid: UUID | None = None,
) -> Release:
    """The next release; all earlier ones take its label and audience, so a rise narrows all."""
    earlier = advisory.releases.count()
    version = version or f"{earlier + 1}"
    if not advisory.foreign:
        content = _tracked(advisory, content, version, now, summary)
    text = content.to_json().decode()
    advisory.releases.filter(latest=True).update(latest=False)
    made = Release(
        uid=uid or uuid4(),
        advisory=advisory,
        ordinal=earlier + 1,
        version=version,
        released_at=now,
        canonical=text,
        digest=sha256(text.encode()).hexdigest(),
        withdrawn=withdrawn,
        number=advisory.number,
        written_for=advisory.written_for,
        publisher=advisory.publisher_name,
        **columns_of(content),
    )
    made.set_audience(advisory.label, release_audience(advisory, hands))
    made.save()
    advisory.releases.exclude(pk=made.pk).update(label=made.label, acl=made.acl)
    registry.touch("advisory", advisory.uid)
    return made


def _tracked(
    advisory: Advisory, content: CanonicalRelease, version: str, now: datetime, summary: str
) -> CanonicalRelease:
    """Our own document with its identity: publisher, number, version and history."""
    at = now.isoformat().replace("+00:00", "Z")
    before = _history(advisory)
    first = before[0].date if before else at
    words = summary or ("First release" if not before else "Update")
    return replace(
        content,
        publisher=Publisher(name=advisory.publisher_name, namespace=advisory.publisher_namespace),
        tracking=Tracking(
            id=advisory.number,
            version=version,
            status="final",
            initial_release=first,
            current_release=at,
        ),
        history=(*before, HistoryEntry(number=version, date=at, summary=words)),
    )


def _history(advisory: Advisory) -> tuple[HistoryEntry, ...]:
    last = advisory.releases.order_by("-ordinal").first()
    return CanonicalRelease.from_json(last.canonical).history if last else ()


def _number(advisory: Advisory, now: datetime, choose: Callable[[str], str]) -> None:
    """CLEAR takes the next of its year's series; anything else a number that tells nothing."""
    if advisory.label == Label.CLEAR:
        NumberSeries.objects.get_or_create(year=now.year)
        series = NumberSeries.objects.select_for_update().get(year=now.year)
        series.last += 1
        series.save(update_fields=["last"])
        advisory.number = public_number(now.year, series.last)
    else:
        advisory.number = _free_number(now.year, choose)
    advisory.number_key = number_key(advisory.number)


def _free_number(year: int, choose: Callable[[str], str]) -> str:
    while True:
        number = restricted_number(year, choose)
        if not Advisory.objects.filter(number_key=number_key(number)).exists():
            return number


def raise_label(advisory: Advisory, label: Label, *, by: Editor) -> Advisory:
    """Makes a released advisory stricter at once, with every version of it, without a new text.

    Addressees are those on the rows; add them first. `Refused` for a milder label.
    """
    with transaction.atomic():
        advisory = locked(advisory)
        require(by.viewer, "advisory.withdraw", advisory)
        if label.rank <= Label(advisory.label).rank:
            raise Refused("advisory.raise", gettext("A label may rise, never fall."))
        advisory.label = label
        advisory.save(update_fields=["label"])
        for release in advisory.releases.all():
            release.set_audience(label, release_audience(advisory, hands_of(advisory)))
            release.save(update_fields=["label", "acl"])
        registry.touch("advisory", advisory.uid)
        record(
            actor=by.viewer.actor,
            verb="advisory.raise",
            kind="advisory",
            uid=str(advisory.uid),
            details={"label": label.value},
        )
    return advisory
