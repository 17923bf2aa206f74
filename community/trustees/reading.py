"""What trustees see of requests: who asked for which uid, why, and where it stands. No titles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from community.access.policy import Decision, ask, require
from community.access.viewer import Viewer
from community.paging import page_of, rows_of

from . import breakable
from .models import Opening
from .rules import Second

PER_PAGE = 20
PARTS_PER_PAGE = 20
_KINDS_OF_PILL = {
    Opening.State.ASKED: "due",
    Opening.State.OPEN: "danger",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A request with its state now."""

    opening: Opening
    state: Opening.State
    pill: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What this viewer may do with a request now. `confirm` is asked as if freshly logged in:
    the page asks for that when the button is pressed."""

    confirm: Decision
    decline: Decision
    read: Decision


def openings(viewer: Viewer, asked_page: str) -> "tuple[list[Row], Page[int]]":
    """One page of all requests, newest first, for trustees. Two queries."""
    rows = _all(viewer)
    page = page_of(asked_page, rows.count(), PER_PAGE)
    here = rows_of(page)
    now = timezone.now()
    return [row_of(one, now) for one in rows[here.start : here.stop]], page


def opening_for(viewer: Viewer, uid: UUID) -> Opening:
    """The request, for trustees; else 404."""
    opening = _all(viewer).filter(uid=uid).first()
    if opening is None:
        raise Http404
    return opening


def waiting(viewer: Viewer, now: datetime) -> list[Opening]:
    """Requests that another trustee made and nobody has decided."""
    if not ask(viewer, "trustees.act"):
        return []
    since = now - Opening.CONFIRM_WITHIN
    rows = _all(viewer).filter(confirmed_at=None, declined_at=None, asked_at__gt=since)
    return list(rows.exclude(asked_by=viewer.person_id))


def row_of(opening: Opening, now: datetime) -> Row:
    """A request as lists show it."""
    state = opening.state(now)
    return Row(opening, state, _KINDS_OF_PILL.get(state, ""))


def steps_for(viewer: Viewer, opening: Opening) -> Steps:
    """The decisions behind the buttons of a request's page."""
    second = Second(opening, timezone.now(), is_fresh=True)
    return Steps(
        confirm=ask(viewer, "glass.confirm", second),
        decline=ask(viewer, "glass.decline", second),
        read=ask(viewer, "glass.read", second),
    )


def broken_open(
    viewer: Viewer, opening: Opening, asked_page: str
) -> "tuple[breakable.Shown, Sequence[breakable.Part], Page[int]] | None":
    """The thing behind the glass and one page of its parts; None where nothing is."""
    require(viewer, "glass.read", Second(opening, timezone.now()))
    found = breakable.find(opening.thing_kind, opening.thing_uid, opening.number)
    if found is None:
        return None
    shown = found.show()
    page = page_of(asked_page, shown.count, PARTS_PER_PAGE)
    return shown, shown.parts(rows_of(page)), page


def _all(viewer: Viewer) -> QuerySet[Opening]:
    if not ask(viewer, "trustees.act"):
        return Opening.objects.none()
    people = ("asked_by", "confirmed_by", "declined_by")
    return Opening.objects.select_related(*people).order_by("-asked_at", "uid")
