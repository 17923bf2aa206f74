"""Writing at the desk: drafts, submission, return, approval. With `lifecycle` the only writer.

`by` says who acts and for which team; a draft saved over a newer one is refused, and what was
typed stays with the form that sent it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from community.access.mixins import RetentionClass
from community.access.policy import Refused, require
from community.access.tlp import Label
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Person, Team

from .audience import Sharing, desk_audience, hands_of, write_addressees
from .canonical import CanonicalRelease
from .models import Advisory, Case, Hand

State = Advisory.State


@dataclass(frozen=True, slots=True)
class Editor:
    """Who acts at a desk. The organisation acted for is the team's."""

    viewer: Viewer
    person: Person


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds: the text, how it is to be shared, who it is written for."""

    release: CanonicalRelease
    sharing: Sharing
    written_for: str = Advisory.For.PROFESSIONALS


@transaction.atomic
def start(
    team: Team,
    draft: Draft,
    *,
    by: Editor,
    case: Case | None = None,
    now: datetime | None = None,
    uid: UUID | None = None,
) -> Advisory:
    """A new draft at the team's desk, in a case of its own or a given one.

    `now` and `uid`, here and below, are for the demo, which is the same each time.
    """
    require(by.viewer, "advisory.start", team)
    now = now or timezone.now()
    advisory = Advisory(
        uid=uid or uuid4(),
        case=case or Case.objects.create(opened_at=now, retention=RetentionClass.CASEWORK),
        team=team,
        retention=RetentionClass.CASEWORK,
        publisher_name=team.organisation.name,
        publisher_namespace=team.namespace,
        created_at=now,
    )
    _put(advisory, draft, now)
    advisory.set_audience(
        draft.sharing.label, desk_audience(advisory, draft.sharing.label, [by.person.pk])
    )
    advisory.save()
    write_addressees(advisory, draft.sharing.recipients, by.person, now)
    note(advisory, Hand.Act.WROTE, by, now=now)
    return advisory


@transaction.atomic
def save(
    advisory: Advisory,
    draft: Draft,
    *,
    by: Editor,
    revision: int,
    now: datetime | None = None,
) -> Advisory:
    """Replaces the draft; any approval of an older text is void, the draft starts again.

    `revision` is the one the form was opened with: `Refused` if somebody saved since.
    """
    advisory = locked(advisory)
    require(by.viewer, "advisory.write", advisory)
    if advisory.draft_revision != revision:
        raise Refused("advisory.write", gettext("Somebody saved this draft after you opened it."))
    if _falls(advisory, draft.sharing.label):
        raise Refused(
            "advisory.write",
            gettext("A label may rise, never fall. Write a new advisory for a wider audience."),
        )
    _put(advisory, draft, now or timezone.now())
    advisory.draft_revision += 1
    advisory.state = State.DRAFT
    hands = hands_of(advisory) | {by.person.pk}
    advisory.set_audience(draft.sharing.label, desk_audience(advisory, draft.sharing.label, hands))
    advisory.save()
    write_addressees(advisory, draft.sharing.recipients, by.person, now)
    note(advisory, Hand.Act.WROTE, by, now=now)
    return advisory


def submit(
    advisory: Advisory,
    *,
    by: Editor,
    reviewers: tuple[Person, ...] = (),
    now: datetime | None = None,
) -> Advisory:
    """Hands the draft to the reviewers; under TLP:RED to the named ones only."""
    return _step(
        advisory, "submit", State.IN_REVIEW, Hand.Act.SUBMITTED, by, named=reviewers, now=now
    )


def give_back(advisory: Advisory, *, by: Editor, why: str) -> Advisory:
    """Returns the draft to its authors with a note."""
    return _step(advisory, "return", State.DRAFT, Hand.Act.RETURNED, by, why=why)


def approve(advisory: Advisory, *, by: Editor, now: datetime | None = None) -> Advisory:
    """A second person says yes to exactly this text."""
    return _step(advisory, "approve", State.APPROVED, Hand.Act.APPROVED, by, now=now)


@transaction.atomic
def _step(
    advisory: Advisory,
    act: str,
    state: str,
    hand: str,
    by: Editor,
    *,
    why: str = "",
    named: tuple[Person, ...] = (),
    now: datetime | None = None,
) -> Advisory:
    advisory = locked(advisory)
    require(by.viewer, f"advisory.{act}", advisory)
    advisory.state = state
    for person in named:
        Hand.objects.create(**_hand(advisory, Hand.Act.NAMED, Editor(by.viewer, person), now))
    if named:
        audience = desk_audience(advisory, advisory.label, hands_of(advisory) | {by.person.pk})
        advisory.set_audience(advisory.label, audience)
    advisory.save(update_fields=["state", "label", "acl"])
    note(advisory, hand, by, why=why, now=now)
    return advisory


def locked(advisory: Advisory) -> Advisory:
    """The row as it is now, held until the transaction ends."""
    rows = Advisory.objects.select_for_update().select_related(None)
    return rows.get(pk=advisory.pk)


def note(
    advisory: Advisory, act: str, by: Editor, *, why: str = "", now: datetime | None = None
) -> None:
    """The hand and the log row of an act at the desk; the transaction's last statements."""
    Hand.objects.create(**_hand(advisory, act, by, now), note=why)
    record(
        actor=by.viewer.actor,
        on_behalf_of=str(advisory.team.organisation.uid) if advisory.team else "",
        verb=f"advisory.{act}",
        kind="advisory",
        uid=str(advisory.uid),
        details={"label": advisory.label, "revision": advisory.draft_revision},
    )


def _hand(advisory: Advisory, act: str, by: Editor, now: datetime | None) -> dict[str, Any]:
    return {
        "advisory": advisory,
        "person": by.person,
        "on_behalf_of": advisory.team.organisation if advisory.team else None,
        "act": act,
        "revision": advisory.draft_revision,
        "at": now or timezone.now(),
    }


def _put(advisory: Advisory, draft: Draft, now: datetime) -> None:
    recipients = draft.sharing.recipients
    advisory.draft = draft.release.to_json().decode()
    advisory.lang = draft.release.lang or advisory.lang
    advisory.written_for = draft.written_for
    advisory.clients = recipients.clients and draft.sharing.label == Label.AMBER
    advisory.draft_saved_at = now


def _falls(advisory: Advisory, label: Label) -> bool:
    """Whether this label is milder than that of a release that is out."""
    out = advisory.releases.values_list("label", flat=True).first()
    return out is not None and Label(label).rank < Label(out).rank
