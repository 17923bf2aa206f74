"""What a machine may read, with a constant number of queries."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from community.access.tokens import groups_among
from community.access.viewer import Viewer
from community.models import Group
from portal.advisories.models import Release

from .asking import Asked, Cursor

_HEAVY = ("canonical", "html", "latin_text", "latin_lead", "latin_title", "lead")


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order of time and uid; `more` says whether others follow."""

    releases: list[Release]
    more: bool

    @property
    def end(self) -> Cursor | None:
        """The place behind the last row."""
        if not self.releases:
            return None
        last = self.releases[-1]
        return Cursor(last.released_at, last.uid)


def advisories(viewer: Viewer, asked: Asked) -> Page:
    """The latest releases that `viewer` may read, oldest first, behind the cursor. One query."""
    rows = Release.objects.visible_to(viewer).filter(latest=True)
    if at := asked.cursor:
        rows = rows.filter(Q(released_at__gt=at.at) | Q(released_at=at.at, uid__gt=at.uid))
    rows = rows.select_related("advisory").defer(*_HEAVY, "advisory__draft")
    found = list(rows.order_by("released_at", "uid")[: asked.limit + 1])
    return Page(found[: asked.limit], len(found) > asked.limit)


def advisory(viewer: Viewer, uid: UUID) -> Release:
    """The latest release of an advisory, if `viewer` may read it; else 404."""
    rows = Release.objects.visible_to(viewer).filter(latest=True, advisory__uid=uid)
    found = rows.select_related("advisory").defer("html", "latin_text", "advisory__draft").first()
    if found is None:
        raise Http404
    return found


def groups_of(viewer: Viewer) -> list[Group]:
    """The groups whose things the machine reads."""
    return list(Group.objects.filter(pk__in=groups_among(viewer.tokens)).order_by("name", "uid"))
