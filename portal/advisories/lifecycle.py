"""Letting an advisory out, raising its label, taking it back. The only writer of releases.

One transaction makes the release, its number, its place in search, the mails to come and the
log row: all or nothing.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from community.access.actors import Actor
from community.access.policy import Refused, require
from community.access.tlp import Label, stricter
from community.access.tokens import MEM, PUB, Audience, at_large
from community.audit.recording import record
from community.jobs.queue import enqueue
from community.readers import readers_of, readers_of_audience
from search import registry

from .audience import (
    Recipients,
    addressees_of,
    desk_audience,
    hands_of,
    release_audience,
    write_addressees,
)
from .canonical import CanonicalRelease
from .drafting import Editor, check_text, locked, note
from .issuing import foreign_issue, own_issue, put_out, withdrawal_issue, write_release
from .models import Advisory, Hand, Release
from .numbers import give_number

State = Advisory.State
ANNOUNCE = "advisories.announce"
TELL_RISE = "advisories.tell_rise"


def publish_release(
    advisory: Advisory,
    *,
    by: Editor,
    summary: str = "",
    now: datetime | None = None,
    choose: Callable[[str], str] = secrets.choice,
    uid: UUID | None = None,
    revision: int | None = None,
) -> Release:
    """Releases the approved draft as the next version. `summary` says what changed.

    `Refused` without the approval of a person who did not write, and if the draft is not at
    `revision` any more. `choose`, `now` and `uid` are for the demo, which is the same each time.
    """
    with transaction.atomic():
        advisory = locked(advisory)
        require(by.viewer, "advisory.release", advisory)
        check_text(advisory, "advisory.release", revision)
        hands = hands_of(advisory) | {by.person.pk}
        made = _let_out(advisory, hands, now or timezone.now(), summary, choose, uid)
        enqueue(ANNOUNCE, {"release": str(made.uid)}, key=f"announce:{made.uid}")
        note(advisory, Hand.Act.RELEASED, by, now=now)
    return made


def show_foreign(advisory: Advisory, *, actor: Actor) -> Release:
    """Shows an imported document at once, without the desk: the operator's `--publish`."""
    with transaction.atomic():
        advisory = locked(advisory)
        made = _let_out(advisory, hands_of(advisory), timezone.now(), "", secrets.choice, None)
        record(
            actor=actor,
            verb="advisory.show",
            kind="advisory",
            uid=str(advisory.uid),
            details={"label": made.label, "ordinal": made.ordinal},
        )
    return made


def withdraw(
    advisory: Advisory,
    *,
    by: Editor,
    reason: str,
    now: datetime | None = None,
    uid: UUID | None = None,
) -> Release:
    """Takes an advisory back: a last release that says why, in place of what it said.

    It goes to who read the last one, whatever an unreleased draft has in mind.
    """
    if not reason.strip():
        raise Refused("advisory.withdraw", gettext("Say why it is withdrawn."))
    with transaction.atomic():
        advisory = locked(advisory)
        require(by.viewer, "advisory.withdraw", advisory)
        last = advisory.releases.select_related("acl").get(latest=True)
        at = now or timezone.now()
        made = write_release(advisory, withdrawal_issue(advisory, last, reason, at, uid))
        made.label, made.acl = last.label, last.acl
        put_out(advisory, made)
        advisory.state, advisory.closed_at = State.WITHDRAWN, at
        advisory.save(update_fields=["state", "closed_at"])
        enqueue(ANNOUNCE, {"release": str(made.uid)}, key=f"announce:{made.uid}")
        note(advisory, Hand.Act.WITHDREW, by, now=now)
    return made


def raise_label(
    advisory: Advisory, label: Label, *, by: Editor, recipients: Recipients | None = None
) -> Advisory:
    """Makes a released advisory stricter at once, with every version, without a new text.

    It only narrows: who did not read it before is let in by a new version alone. Approval of a
    waiting draft is void, since its audience changed.
    """
    with transaction.atomic():
        advisory = locked(advisory)
        require(by.viewer, "advisory.raise", advisory)
        out = advisory.releases.select_related("acl").get(latest=True)
        if label.rank <= Label(out.label).rank:
            raise Refused("advisory.raise", gettext("A label may rise, never fall."))
        if recipients is not None:
            write_addressees(advisory, recipients, by.person)
            advisory.clients = recipients.clients and label == Label.AMBER
        hands = hands_of(advisory) | {by.person.pk}
        _narrow(advisory, out, label, hands)
        strictest = stricter(advisory.label, label)
        advisory.set_audience(strictest, desk_audience(advisory, strictest, hands))
        advisory.draft_revision += 1
        if advisory.state in (State.IN_REVIEW, State.APPROVED):
            advisory.state = State.DRAFT
        advisory.save()
        _tell_rise(advisory, label)
        note(advisory, Hand.Act.RAISED, by)
    return advisory


def _let_out(
    advisory: Advisory,
    hands: set[int],
    now: datetime,
    summary: str,
    choose: Callable[[str], str],
    uid: UUID | None,
) -> Release:
    content = CanonicalRelease.from_json(advisory.draft)
    before = advisory.releases.values_list("label", flat=True).first()
    if before is not None and Label(advisory.label).rank < Label(before).rank:
        raise Refused("advisory.release", gettext("A label may rise, never fall."))
    if not advisory.number:
        give_number(advisory, now, choose)
    if advisory.foreign:
        issue = foreign_issue(content, now, uid)
    else:
        issue = own_issue(advisory, content, now, summary, uid)
    made = write_release(advisory, issue)
    made.set_audience(advisory.label, release_audience(advisory, hands))
    put_out(advisory, made)
    advisory.state = State.RELEASED
    advisory.save()
    if before is not None and before != made.label:
        _tell_rise(advisory, Label(made.label))
    return made


def _narrow(advisory: Advisory, out: Release, label: Label, hands: set[int]) -> None:
    """Every release to the stricter audience; `Refused` if that lets in anybody new, now or
    when somebody joins an organisation or group that was not addressed before."""
    to = addressees_of(advisory)
    audience = at_large(label, to, team=advisory.team_id, hands=hands)
    newly = readers_of_audience(audience).exclude(pk__in=readers_of(out.acl_id).values("pk"))
    if newly.exists() or _wider(audience, out):
        raise Refused(
            "advisory.raise",
            gettext("This would let in people who do not read it yet. Write a new version."),
        )
    out.set_audience(label, audience)
    advisory.releases.update(label=label, acl=out.acl)
    registry.touch("advisory", advisory.uid)


def _wider(audience: Audience, out: Release) -> bool:
    """Whether a token of many is new; persons by name are compared as persons."""
    before = set(out.acl.token_rows.values_list("token", flat=True))
    if before & {PUB, MEM}:
        return False
    return any(not token.startswith("usr:") for token in audience.tokens - before)


def _tell_rise(advisory: Advisory, label: Label) -> None:
    """Who was mailed under the milder label gets one note: the uid and the new label."""
    enqueue(
        TELL_RISE,
        {"advisory": str(advisory.uid), "label": label.value},
        key=f"rise:{advisory.uid}:{label.value}",
    )
