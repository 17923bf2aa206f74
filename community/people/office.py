"""What the secretariat sees of one person, and which verb its buttons press."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404

from community.access.policy import ask
from community.access.viewer import Viewer
from community.models import Person
from community.states import PERSON, after

from . import dormancy, measures
from .acting import Acting
from .models import Measure
from .reading import own_seats

WITH_REASON = {"suspend": measures.suspend, "remove": measures.ask_removal}
ON_MEASURE = {
    "lift": measures.lift,
    "confirm": measures.confirm_removal,
    "drop": measures.drop_removal,
}


def needs_reason(data: Mapping[str, str]) -> bool:
    """Whether the pressed button is one that asks why."""
    return data.get("act", "") in WITH_REASON


def act_of(
    person: Person, data: Mapping[str, str], reason: str, by: Acting
) -> Callable[[], object]:
    """The act behind a button; 404 for one that is not there."""
    act = data.get("act", "")
    if act in WITH_REASON:
        return lambda: WITH_REASON[act](person, reason=reason, by=by)
    if act == "wake":
        return lambda: dormancy.wake_for(person, by=by)
    if act not in ON_MEASURE:
        raise Http404
    try:
        measure = Measure.objects.get(uid=UUID(data.get("measure", "")), person=person)
    except (ValueError, Measure.DoesNotExist) as missing:
        raise Http404 from missing
    return lambda: ON_MEASURE[act](measure, by=by)


def about(person: Person, viewer: Viewer) -> dict[str, Any]:
    """The page of one person: what there is, and what this viewer may do. What others decide
    about oneself is not on one's own page."""
    others = Measure.objects.filter(person=person).exclude(person=viewer.person_id)
    rows = list(others.select_related("by", "ended_by").order_by("-at"))
    still = [row for row in rows if row.ended_at is None]
    kinds = {row.kind for row in still}
    may = bool(ask(viewer, "person.shut_out", person.pk))
    return {
        "person": person,
        "seats": own_seats(person),
        "offices": person.network_roles.filter(until=None).order_by("role"),
        "measures": rows,
        "open": [(row, ask(viewer, "measure.end", row)) for row in still],
        "may": may,
        "may_suspend": may
        and Measure.Kind.SUSPENSION not in kinds
        and after(PERSON, "suspend", person.state) is not None,
        "may_remove": may
        and Measure.Kind.REMOVAL not in kinds
        and after(PERSON, "leave", person.state) is not None,
        "asks_to_wake": may and dormancy.has_asked(person),
    }
