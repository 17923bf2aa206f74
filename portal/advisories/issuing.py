"""Making release rows. Called by `lifecycle` alone, inside its transactions."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from search import registry

from .canonical import CanonicalRelease
from .canonical.parts import HistoryEntry, Note, Publisher, Tracking
from .columns import columns_of
from .models import Advisory, Release
from .showing.latin import write_copy

# CSAF 2.1's title of the note that says why a document was taken back.
WITHDRAWAL = "Reasoning for Withdrawal"


@dataclass(frozen=True, slots=True)
class Issue:
    """What is let out: the text, its version and time, under which uid."""

    content: CanonicalRelease
    version: str
    at: datetime
    withdrawn: bool = False
    uid: UUID | None = None


def own_issue(
    advisory: Advisory, content: CanonicalRelease, now: datetime, summary: str, uid: UUID | None
) -> Issue:
    """Our own document as its next version: 1, 2, 3 …"""
    version = str(advisory.releases.count() + 1)
    tracked = _tracked(advisory, content, version, now, summary)
    return Issue(tracked, version, now, uid=uid)


def foreign_issue(content: CanonicalRelease, now: datetime, uid: UUID | None) -> Issue:
    """Another publisher's document with its own version and date.

    Its date is the publisher's `current_release`, so that lists show when it was written and
    not when it came here; when it was let out here stands in the log.
    """
    if content.tracking is None:
        raise ValueError("A foreign document has its own version and date.")
    at = datetime.fromisoformat(content.tracking.current_release).astimezone(UTC)
    return Issue(content, content.tracking.version, min(at, now), uid=uid)


def withdrawal_issue(
    advisory: Advisory, last: Release, reason: str, now: datetime, uid: UUID | None
) -> Issue:
    """Title and reason, nothing of what it said. A foreign one keeps its publisher's version."""
    said = CanonicalRelease.from_json(last.canonical)
    content = CanonicalRelease(
        title=said.title,
        severity="none",
        lang=said.lang,
        category=said.category,
        notes=(Note(category="description", title=WITHDRAWAL, text=reason),),
        history=said.history,
        publisher=said.publisher,
        tracking=said.tracking,
    )
    if advisory.foreign:
        return Issue(content, last.version, now, withdrawn=True, uid=uid)
    issue = own_issue(advisory, content, now, reason, uid)
    return replace(issue, withdrawn=True)


def write_release(advisory: Advisory, issue: Issue) -> Release:
    """The next release, without its audience; the caller sets that and saves."""
    text = issue.content.to_json().decode()
    return Release(
        uid=issue.uid or uuid4(),
        advisory=advisory,
        ordinal=advisory.releases.count() + 1,
        version=issue.version,
        released_at=issue.at,
        year=issue.at.year,
        canonical=text,
        digest=sha256(text.encode()).hexdigest(),
        withdrawn=issue.withdrawn,
        number=advisory.number,
        written_for=advisory.written_for,
        publisher=advisory.publisher_name,
        **columns_of(issue.content, foreign=advisory.foreign),
    )


def put_out(advisory: Advisory, made: Release) -> Release:
    """Saves the new release as the latest; all earlier ones take its label and audience."""
    advisory.releases.filter(latest=True).update(latest=False)
    write_copy(made)
    made.save()
    advisory.releases.exclude(pk=made.pk).update(label=made.label, acl=made.acl)
    registry.touch("advisory", advisory.uid)
    return made


def _tracked(
    advisory: Advisory, content: CanonicalRelease, version: str, now: datetime, summary: str
) -> CanonicalRelease:
    """Our own document with its identity: publisher, number, version and history."""
    at = now.astimezone(UTC).isoformat().replace("+00:00", "Z")
    before = _history(advisory)
    first = before[0].date if before else at
    words = summary or ("Update" if before else "First release")
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
