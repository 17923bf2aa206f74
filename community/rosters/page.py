"""What the pages of imports print, and what their buttons do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from community.access.gates import viewer_of
from community.access.policy import Refused, ask
from community.access.viewer import Viewer
from community.audit.recording import record_refusal
from community.paging import page_of, rows_of
from community.people.acting import Acting, acting

from . import deciding
from .models import Import
from .reading import (
    SHOWS,
    counts_of,
    import_for,
    imports_for,
    lines_of,
    not_taken,
    problems_of,
    rows_of_import,
    shown_places,
)
from .rules import approvals_needed
from .states import possible

ON_A_PAGE = 25
Act = Callable[..., Import]
ACTS: dict[str, Act] = {
    "start": deciding.start,
    "ask": deciding.ask,
    "approve": deciding.approve,
    "pause": deciding.pause,
    "resume": deciding.resume,
    "cancel": deciding.cancel,
}
RULES = {"start": "import.start", "ask": "import.start", "approve": "import.approve"}


@dataclass(frozen=True, slots=True)
class Button:
    """An act that is possible now; `refused` says why this viewer may not do it."""

    act: str
    refused: str = ""


def list_context(viewer: Viewer, asked_page: str) -> dict[str, Any]:
    """One numbered page of imports, the newest first."""
    rows = imports_for(viewer)
    page = page_of(asked_page, rows.count(), ON_A_PAGE)
    numbers = rows_of(page)
    return {"rows": rows[numbers.start : numbers.stop], "page": page}


def found_or_404(viewer: Viewer, uid: UUID) -> Import:
    """The import, for who may look at it."""
    found = import_for(viewer, uid)
    if found is None:
        raise Http404
    return found


def import_context(viewer: Viewer, roster: Import, query: dict[str, str]) -> dict[str, Any]:
    """One import: how far it is, its rows, what can be done with it now."""
    show = query.get("show", "")
    if show not in SHOWS:
        raise Http404
    counts = counts_of(roster)
    page = page_of(query.get("page", ""), rows_of_import(roster, show).count(), ON_A_PAGE)
    problems = problems_of(roster)
    return {
        "roster": roster,
        "in_office": viewer.has_role("secretariat"),
        "counts": counts,
        "settled": roster.total - counts["waiting"],
        "problems": problems,
        "wrong": sum(number for _words, number in problems),
        "lines": lines_of(roster, show, rows_of(page)),
        "head": [roster.columns[place] for place in shown_places(roster)],
        "not_taken": not_taken(roster),
        "page": page,
        "show": show,
        "tabs": _tabs(show),
        "buttons": _worth_pressing(buttons_for(viewer, roster), counts["waiting"]),
        "approvals": roster.approvals.select_related("by").order_by("at"),
        "needed": approvals_needed(roster),
        "moving": roster.state in (Import.State.UPLOADED, Import.State.RUNNING),
    }


def _tabs(current: str) -> list[dict[str, Any]]:
    words = {"": _("All rows"), "problems": _("Not made"), "made": _("Made"), "waiting": _("Wait")}
    return [
        {"text": words[name], "url": f"?show={name}" if name else "?", "current": name == current}
        for name in SHOWS
    ]


def _worth_pressing(buttons: list[Button], waiting: int) -> dict[str, Button]:
    """Where no row can be made, nothing is offered to be started."""
    empty = () if waiting else ("start", "ask", "approve")
    return {one.act: one for one in buttons if one.act not in empty}


def buttons_for(viewer: Viewer, roster: Import) -> list[Button]:
    """What is possible in this state, each with the reason why it may not be for the viewer."""
    found = []
    for act in ACTS:
        if not possible(roster, act) or (act == "resume" and roster.wiped_at):
            continue
        decision = ask(viewer, RULES.get(act, "import.bring"), roster)
        found.append(Button(act, "" if decision else str(decision.reason)))
    return found


def act_on(request: HttpRequest, roster: Import) -> str:
    """Does what a button says; why not, if it is refused."""
    act = request.POST.get("act", "")
    if act not in ACTS:
        raise Http404
    by: Acting = acting(request)
    try:
        ACTS[act](roster, by=by)
    except Refused as refusal:
        record_refusal(
            actor=viewer_of(request).actor,
            verb=refusal.act,
            kind="import",
            uid=str(roster.uid),
            reason="not-allowed",
        )
        return str(refusal.reason)
    return ""
