"""What the pages of one's own data and of the office print."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.policy import ask
from community.access.viewer import Viewer
from community.models import Person
from community.paging import page_of, rows_of
from community.queues.registry import Shown

from .clocks import CLOCKS, ELSEWHERE
from .exporting import MOST_DOWNLOADS
from .models import Erasure, Export, Period, Run
from .retention import days_of
from .tombstone import left_behind

ON_A_PAGE = 25


def own_data(person: Person) -> dict[str, Any]:
    """One's copy, one's erasure, and what one would leave behind."""
    copy = Export.objects.defer("content").filter(person=person).first()
    now = timezone.now()
    there = bool(copy and copy.expires_at and copy.expires_at > now)
    return {
        "copy": copy,
        "may_take": there and copy is not None and copy.downloads < MOST_DOWNLOADS,
        "times_left": MOST_DOWNLOADS - copy.downloads if copy else 0,
        "over": bool(copy and copy.ready_at and not there),
        "erasure": erasure_of(person),
        "left_behind": left_behind(person),
    }


def erasure_of(person: Person) -> Erasure | None:
    """The erasure that waits for this person."""
    rows = Erasure.objects.filter(person=person, state__in=Erasure.OPEN)
    return rows.select_related("asked_by", "person").first()


def office_page(asked_page: str) -> dict[str, Any]:
    """Open erasures, the oldest first; how long things are kept; the last runs."""
    rows = Erasure.objects.filter(state__in=Erasure.OPEN).select_related("person", "asked_by")
    page = page_of(asked_page, rows.count(), ON_A_PAGE)
    taken = rows_of(page)
    now = timezone.now()
    periods = {row.name: row for row in Period.objects.all()}
    kept = [(clock.title, days_of(clock, now, periods)) for clock in CLOCKS]
    titles = {clock.name: clock.title for clock in CLOCKS}
    run = Run.objects.order_by("-at").first()
    counts = [(titles.get(name, name), n) for name, n in run.counts.items() if n] if run else []
    return {
        "erasures": rows.order_by("asked_at", "uid")[taken.start : taken.stop],
        "page": page,
        "kept": [*kept, *ELSEWHERE],
        "run": run,
        "counts": counts,
        "now": now,
    }


def person_page(person: Person, viewer: Viewer) -> dict[str, Any]:
    """One person for whom an erasure is asked for by the office."""
    erasure = erasure_of(person)
    return {
        "person": person,
        "erasure": erasure,
        "left_behind": left_behind(person),
        "may_propose": ask(viewer, "erasure.propose", person),
        "may_decide": ask(viewer, "erasure.decide", erasure) if erasure else None,
    }


def person_or_404(uid: UUID) -> Person:
    """Somebody with an account; behind the secretariat's gate."""
    found = Person.objects.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def show(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """The queue's side: whose erasure waits; nothing for who has not the office."""
    if not viewer.has_role("secretariat"):
        return {}
    rows = Erasure.objects.filter(uid__in=uids).select_related("person")
    return {row.uid: _shown(row) for row in rows}


def _shown(row: Erasure) -> Shown:
    proposed = row.state == Erasure.State.PROPOSED
    not_for = {row.person_id: _("This is your own account.")}
    if proposed:
        not_for[row.asked_by_id] = _("You asked for it; somebody else confirms.")
    return Shown(
        title=_("Erasure: %(name)s") % {"name": row.person.name},
        url=reverse("privacy:person", args=[row.person.uid]),
        next_step=_("Confirm or decline") if proposed else _("See what they leave behind"),
        not_for=not_for,
    )
