"""Writing at the desk: drafts, submission, return, approval. With `lifecycle` the only writer.

`by` says who acts and for which team; a draft saved over a newer one is refused, and what was
typed stays with the form that sent it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from community.access.mixins import RetentionClass
from community.access.policy import Refused, require
from community.access.tlp import Label
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Person, Receipt, Team
from community.on_behalf import team_seat

from .audience import Sharing, addressees_of, desk_audience, hands_of, write_addressees
from .canonical import CanonicalRelease
from .columns import title_of
from .models import Advisory, Case, Hand

State = Advisory.State
_START = "advisory.start"


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


class Overtaken(Refused):
    """Somebody saved, approved or changed the draft after the asker had opened it."""


class SentBefore(Refused):
    """The form's key made another draft before: what came now is no double of it."""


def start(
    team: Team,
    draft: Draft,
    *,
    by: Editor,
    case: Case | None = None,
    now: datetime | None = None,
    uid: UUID | None = None,
    key: str = "",
) -> Advisory:
    """A new draft at the team's desk, in a case of its own or a given one.

    `key` came with the form: the same key of the same person is the same draft. `now` and
    `uid`, here and below, are for the demo, which is the same each time.
    """
    require(by.viewer, "advisory.start", team)
    if key and (earlier := _made_before(by.person, key)) is not None:
        return _the_same(earlier, team, draft)
    try:
        return _start(team, draft, by, case, now or timezone.now(), uid, key)
    except IntegrityError:
        if key and (twin := _made_before(by.person, key)) is not None:
            return _the_same(twin, team, draft)
        raise


@transaction.atomic
def _start(
    team: Team,
    draft: Draft,
    by: Editor,
    case: Case | None,
    now: datetime,
    uid: UUID | None,
    key: str,
) -> Advisory:
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
    _set_audience(advisory, draft.sharing.label, {by.person.pk}, by)
    advisory.save()
    write_addressees(advisory, draft.sharing.recipients, by.person, now)
    if key:
        made = {"made_kind": "advisory", "made_uid": advisory.uid}
        Receipt.objects.create(person=by.person, key=key, act=_START, **made)
    note(advisory, Hand.Act.WROTE, by, now=now)
    return advisory


def _made_before(person: Person, key: str) -> Advisory | None:
    uids = Receipt.objects.filter(person=person, act=_START, key=key).values("made_uid")
    return Advisory.objects.filter(uid__in=uids).first()


def _the_same(earlier: Advisory, team: Team, draft: Draft) -> Advisory:
    if earlier.team_id != team.pk or not _says_the_same(earlier, draft):
        raise SentBefore(
            _START,
            gettext(
                "This form was sent before, with another text. What you wrote now stands below:"
                " send it again if it is meant as well."
            ),
        )
    return earlier


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

    `revision` is the one the form was opened with: `Overtaken` if somebody saved since. Saving
    what is there already (a double click) changes nothing.
    """
    advisory = locked(advisory)
    require(by.viewer, "advisory.write", advisory)
    if _says_the_same(advisory, draft):
        return advisory
    check_text(advisory, "advisory.write", revision)
    if _falls(advisory, draft.sharing.label):
        raise Refused(
            "advisory.write",
            gettext("A label may rise, never fall. Write a new advisory for a wider audience."),
        )
    _put(advisory, draft, now or timezone.now())
    advisory.draft_revision += 1
    advisory.state = State.DRAFT
    hands = hands_of(advisory) | {by.person.pk}
    _set_audience(advisory, draft.sharing.label, hands, by)
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
    revision: int | None = None,
) -> Advisory:
    """Hands the draft to the reviewers; under TLP:RED to the named ones only, one at least.

    `revision`, here and below, is the one that was on the page: `Overtaken` if it is not any
    more, so that nobody approves what they have not read.
    """
    step = _Step("submit", State.IN_REVIEW, Hand.Act.SUBMITTED, named=reviewers)
    return _take(advisory, step, by, now, revision)


def give_back(advisory: Advisory, *, by: Editor, why: str, revision: int | None = None) -> Advisory:
    """Returns the draft to its authors with a note that says why; without one it stays."""
    if not why.strip():
        raise Refused("advisory.return", gettext("Say what is to be changed."))
    step = _Step("return", State.DRAFT, Hand.Act.RETURNED, why=why)
    return _take(advisory, step, by, None, revision)


def approve(
    advisory: Advisory, *, by: Editor, now: datetime | None = None, revision: int | None = None
) -> Advisory:
    """A second person says yes to exactly this text."""
    step = _Step("approve", State.APPROVED, Hand.Act.APPROVED)
    return _take(advisory, step, by, now, revision)


@dataclass(frozen=True, slots=True)
class _Step:
    act: str
    state: str
    hand: str
    why: str = ""
    named: tuple[Person, ...] = ()


@transaction.atomic
def _take(
    advisory: Advisory, step: _Step, by: Editor, now: datetime | None, revision: int | None
) -> Advisory:
    advisory = locked(advisory)
    require(by.viewer, f"advisory.{step.act}", advisory)
    check_text(advisory, f"advisory.{step.act}", revision)
    advisory.state = step.state
    named = step.named if advisory.label == Label.RED else ()
    for person in named:
        _check_on_desk(advisory, person)
        Hand.objects.create(**_hand(advisory, Hand.Act.NAMED, Editor(by.viewer, person), now))
    red_submitted = step.act == "submit" and advisory.label == Label.RED
    if red_submitted and not somebody_named(advisory):
        raise Refused("advisory.submit", gettext("TLP:RED: name somebody who reviews it."))
    if named:
        audience = desk_audience(advisory, advisory.label, hands_of(advisory) | {by.person.pk})
        advisory.set_audience(advisory.label, audience)
    advisory.save(update_fields=["state", "label", "acl"])
    note(advisory, step.hand, by, why=step.why, now=now)
    return advisory


def check_text(advisory: Advisory, act: str, revision: int | None) -> None:
    """`Overtaken` unless the draft is still at `revision`; None asks nothing."""
    if revision is not None and advisory.draft_revision != revision:
        raise Overtaken(act, gettext("Somebody saved this draft after you opened it."))


def _check_on_desk(advisory: Advisory, person: Person) -> None:
    if advisory.team is None or team_seat(person, advisory.team) is None:
        raise Refused("advisory.submit", gettext("Only people of this desk can review."))


def somebody_named(advisory: Advisory) -> bool:
    """Whether anybody besides its author is to see the RED draft; else it would wait for ever."""
    return advisory.hands.filter(act=Hand.Act.NAMED).exists()


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
    advisory.draft_title = title_of(draft.release)
    advisory.lang = draft.release.lang or advisory.lang
    advisory.written_for = draft.written_for
    advisory.clients = recipients.clients and draft.sharing.label == Label.AMBER
    advisory.draft_saved_at = now


def _set_audience(advisory: Advisory, label: Label, hands: set[int], by: Editor) -> None:
    """Nobody writes what they could not read: an agreement of the label may be missing."""
    audience = desk_audience(advisory, label, hands)
    if not by.viewer.opens(audience):
        raise Refused(
            "advisory.write",
            gettext("An agreement that this label asks for has not been accepted yet."),
        )
    advisory.set_audience(label, audience)


def _says_the_same(advisory: Advisory, draft: Draft) -> bool:
    """Whether text, label and addressees are those that are saved."""
    return (
        advisory.draft == draft.release.to_json().decode()
        and advisory.label == draft.sharing.label
        and advisory.written_for == draft.written_for
        and addressees_of(advisory) == draft.sharing.recipients.keys
    )


def _falls(advisory: Advisory, label: Label) -> bool:
    """Whether this label is milder than that of a release that is out."""
    out = advisory.releases.values_list("label", flat=True).first()
    return out is not None and Label(label).rank < Label(out).rank
