"""A desk for the tests: a team with its people, and drafts brought as far as a test needs."""

from dataclasses import dataclass, field
from typing import Any

from community.access.tlp import Label
from community.models import Person, Team
from community.readers import viewer_for
from portal.advisories import drafting, lifecycle
from portal.advisories.audience import Recipients, Sharing
from portal.advisories.models import Advisory, Release
from portal.advisories.short_form import short_release
from tests import factories as make

VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


@dataclass
class Desk:
    """Author, second author who reviews too, reviewer, publisher; fresh viewers each time."""

    team: Team = field(default_factory=lambda: make.team())
    author: Person = field(init=False)
    second: Person = field(init=False)
    reviewer: Person = field(init=False)
    publisher: Person = field(init=False)

    def __post_init__(self) -> None:
        self.author = self._seated("Ana Autorović")
        self.second = self._seated("Boris Drugić", reviews=True)
        self.reviewer = self._seated("Ceca Čitalić", writes=False, reviews=True)
        self.publisher = self._seated("Dara Izdavić", writes=False, releases=True)

    def _seated(self, name: str, **duties: bool) -> Person:
        person = make.member(self.team.organisation, name=name)
        make.put_on(self.team, person, **duties)
        return person

    def by(self, person: Person) -> drafting.Editor:
        return drafting.Editor(viewer_for(person), person)

    def draft(self, label: str = "CLEAR", **more: Any) -> Advisory:
        return drafting.start(self.team, content(label, **more), by=self.by(self.author))

    def approved(self, label: str = "CLEAR", **more: Any) -> Advisory:
        return self.approve(self.draft(label, **more))

    def approve(self, advisory: Advisory) -> Advisory:
        named = (self.reviewer, self.publisher) if advisory.label == "RED" else ()
        drafting.submit(advisory, by=self.by(self.author), reviewers=named)
        return drafting.approve(advisory, by=self.by(self.reviewer))

    def release(self, advisory: Advisory, **more: Any) -> Release:
        return lifecycle.publish_release(advisory, by=self.by(self.publisher), **more)

    def released(self, label: str = "CLEAR", **more: Any) -> Release:
        return self.release(self.approved(label, **more))

    def edit(
        self, advisory: Advisory, label: str, person: Person | None = None, **more: Any
    ) -> Advisory:
        advisory.refresh_from_db()
        by = self.by(person or self.author)
        draft = content(label, **more)
        return drafting.save(advisory, draft, by=by, revision=advisory.draft_revision)


def content(
    label: str = "CLEAR",
    *,
    to: Recipients | None = None,
    written_for: str = Advisory.For.PROFESSIONALS,
    **typed: Any,
) -> drafting.Draft:
    """A draft with this label; `typed` are fields of the short form."""
    fields = {"title": "Pumpe „Kolibri”", "lang": "sr", "summary": "Pumpa staje.", **typed}
    sharing = Sharing(Label(label), to or Recipients())
    return drafting.Draft(short_release(**fields), sharing, written_for)
