"""The demo's advisories: each written, approved and released by three people, at their times."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from community.access.mixins import RetentionClass
from community.access.tlp import Label
from community.jobs.models import Job
from portal.advisories import drafting, lifecycle
from portal.advisories.audience import Recipients, Sharing
from portal.advisories.canonical import CanonicalRelease
from portal.advisories.drafting import Draft
from portal.advisories.models import Advisory, Case, Release

from .advisory_text import canonical_of, earlier
from .cast import Cast, present
from .names import chance_for, uid_of
from .records import Record, records

_LONGEST_WORK = timedelta(days=1)


def seed_advisories(cast: Cast) -> None:
    """The written advisories in the order in which they went out, so that numbers tell it."""
    rows = sorted(records("advisories")["advisories"], key=lambda row: -_begun(row))
    known = present(Advisory, "advisory", (row["key"] for row in rows))
    for row in rows:
        if row["key"] not in known:
            write_advisory(cast, row)


def _begun(row: Record) -> float:
    days: float = row["releases"][0]["days_ago"] if row["releases"] else row["drafted_days_ago"]
    return days


@transaction.atomic
def write_advisory(cast: Cast, row: Record) -> None:
    """One advisory through all its acts; there whole or not at all."""
    desk = _Desk(cast, row)
    if row["releases"]:
        desk.through_releases()
    else:
        desk.as_far_as_it_got()


@dataclass(slots=True)
class _Desk:
    """The hands that work on one record, and the advisory they make."""

    cast: Cast
    row: Record
    advisory: Advisory | None = None

    def through_releases(self) -> None:
        """Every version that went out; the last one of a withdrawn advisory takes it back."""
        outs = self.row["releases"]
        content = canonical_of(self.row)
        taken_back = self.row["state"] == "withdrawn"
        texts = outs[:-1] if taken_back else outs
        before: datetime | None = None
        for number, out in enumerate(texts, 1):
            at = self.cast.clock.ago(out["days_ago"])
            work = min(_LONGEST_WORK, (at - before) * 0.8) if before else _LONGEST_WORK
            self.write(earlier(content, len(texts) - number), at - work)
            self.submit(at - work * 0.6)
            self.approve(at - work * 0.2)
            self.release(number, out["note"], at)
            before = at
        if taken_back:
            self.withdraw(len(outs))

    def as_far_as_it_got(self) -> None:
        """A draft, one in review, or one that waits for its release."""
        begun = self.cast.clock.ago(self.row["drafted_days_ago"])
        self.write(canonical_of(self.row), begun)
        if self.row["state"] == "draft":
            return
        last = self.row.get("submitted_days_ago") or self.row["approved_days_ago"]
        handed = self.cast.clock.ago(last)
        if self.row["state"] == "in_review":
            self.submit(handed)
            return
        self.submit(begun + (handed - begun) / 2)
        self.approve(handed)

    def write(self, content: CanonicalRelease, at: datetime) -> None:
        by = self.cast.editor(self.row["author"], at)
        written_for = Advisory.For(self.row["audience"])
        draft = Draft(content, sharing_of(self.cast, self.row), written_for)
        if self.advisory is None:
            self.advisory = drafting.start(
                self.cast.teams[self.row["team"]],
                draft,
                by=by,
                case=self._case(at),
                now=at,
                uid=uid_of("advisory", self.row["key"]),
            )
        else:
            self.advisory.refresh_from_db()
            revision = self.advisory.draft_revision
            self.advisory = drafting.save(self.advisory, draft, by=by, revision=revision, now=at)

    def submit(self, at: datetime) -> None:
        """Under TLP:RED the reviewer and the publisher are named; nobody else sees the draft."""
        named: tuple[str, ...] = ()
        if self.row["label"] == Label.RED:
            named = tuple(self.row[hand] for hand in ("reviewer", "publisher") if hand in self.row)
        people = tuple(self.cast.people[key] for key in named)
        by = self.cast.editor(self.row["author"], at)
        drafting.submit(self._at_desk(), by=by, reviewers=people, now=at)

    def approve(self, at: datetime) -> None:
        by = self.cast.editor(self.row["reviewer"], at)
        drafting.approve(self._at_desk(), by=by, now=at)

    def release(self, number: int, note: str, at: datetime) -> None:
        made = lifecycle.publish_release(
            self._at_desk(),
            by=self.cast.editor(self.row["publisher"], at),
            summary=note,
            now=at,
            choose=self._choose(),
            uid=uid_of("release", f"{self.row['key']}/{number}"),
        )
        _mail_nobody(made)

    def withdraw(self, number: int) -> None:
        withdrawal = self.row["withdrawal"]
        at = self.cast.clock.ago(withdrawal["days_ago"])
        made = lifecycle.withdraw(
            self._at_desk(),
            by=self.cast.editor(self.row["publisher"], at),
            reason=withdrawal["reason"],
            now=at,
            uid=uid_of("release", f"{self.row['key']}/{number}"),
        )
        _mail_nobody(made)

    def _case(self, at: datetime) -> Case:
        return Case.objects.create(
            uid=uid_of("case", self.row["key"]), opened_at=at, retention=RetentionClass.CASEWORK
        )

    def _choose(self) -> Callable[[str], str]:
        return chance_for("number", self.row["key"]).choice

    def _at_desk(self) -> Advisory:
        assert self.advisory is not None  # noqa: S101  a record is written before anything else
        return self.advisory


def sharing_of(cast: Cast, row: Record) -> Sharing:
    """Label and addressees of a record."""
    to = row.get("addressees", {})
    return Sharing(
        Label(row["label"]),
        Recipients(
            organisations=tuple(cast.organisations[key] for key in to.get("organisations", ())),
            groups=tuple(cast.groups[key] for key in to.get("groups", ())),
            persons=tuple(cast.people[key] for key in to.get("persons", ())),
            clients=to.get("clients", False),
        ),
    )


def _mail_nobody(made: Release) -> None:
    """What went out weeks ago is told to nobody now; a thousand mails would bury the rest."""
    Job.objects.filter(key=f"announce:{made.uid}").delete()
