"""What a sponsor's page prints, and what it does with the answer."""

from typing import Any, cast

from django.http import HttpRequest

from community.access.gates import viewer_of
from community.access.policy import Refused, ask
from community.access.viewer import Viewer
from community.models import Person

from . import sponsoring
from .models import Sponsorship
from .states import State


def sponsor_context(viewer: Viewer, row: Sponsorship) -> dict[str, Any]:
    """The applicant's words, and whether there is still something to answer."""
    application = row.application
    still = application.case is not None and application.case.state == State.SPONSORS
    return {
        "row": row,
        "application": application,
        "may_answer": still and bool(ask(viewer, "sponsor.answer", row)),
    }


def answer(request: HttpRequest, row: Sponsorship, data: dict[str, Any]) -> str:
    """Notes the answer; returns why it could not be, or nothing. A double click is one answer."""
    person, vouches = cast(Person, request.user), data["vouches"] == "yes"
    try:
        sponsoring.respond(
            row,
            vouches=vouches,
            reason=data["reason"],
            viewer=viewer_of(request),
            person=person,
        )
    except Refused as refusal:
        row.refresh_from_db()
        wanted = Sponsorship.State.CONFIRMED if vouches else Sponsorship.State.DECLINED
        twice = row.state == wanted and row.reason == data["reason"]
        return "" if twice else str(refusal.reason)
    return ""
