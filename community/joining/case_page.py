"""A case as those who vet see it: evidence beside the decision."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.access.gates import viewer_of
from community.access.policy import Refused, ask
from community.access.viewer import Viewer
from community.audit.recording import record_refusal
from community.models import Person, VettingCase
from community.queues.models import Item
from community.rules import rules

from . import asking, sponsoring, vetting
from .forms import BallotForm, FindForm, QuestionForm
from .models import Sponsorship
from .reading import next_step, with_counts
from .states import State, application_of, state_of
from .twins import suspicions_of, twins_of
from .vetters import is_own_case

_ACTS: dict[str, type[forms.Form]] = {
    "vote": BallotForm,
    "ask": QuestionForm,
    "find": FindForm,
    "set_aside": forms.Form,
}


@dataclass
class Tried:
    """What became of a posted act: `done`, or the form and the reason to show again."""

    act: str = ""
    done: bool = False
    form: forms.Form | None = None
    reason: str = ""
    status: int = 200
    sponsor: str = ""


def act_on(request: HttpRequest, case: VettingCase) -> Tried:
    """Votes, asks, finds a sponsor, as the form says. A double click is one act."""
    act, sponsor = request.POST.get("act", ""), request.POST.get("sponsor", "")
    if act not in _ACTS:
        return Tried(reason=_("Choose what to do."), status=422)
    form = _ACTS[act](request.POST)
    if not form.is_valid():
        return Tried(act, form=form, status=422, sponsor=sponsor)
    try:
        reason = _do(request, case, act, form.cleaned_data)
    except Refused as refusal:
        if act == "vote" and _voted_so(request, case, form.cleaned_data):
            return Tried(act, done=True)
        record_refusal(
            actor=viewer_of(request).actor,
            verb=refusal.act,
            kind="vetting",
            uid=str(case.uid),
            reason="not-allowed",
        )
        return Tried(act, False, form, str(refusal.reason), 409, sponsor)
    return Tried(act, not reason, form, reason, 422 if reason else 200, sponsor)


def _do(request: HttpRequest, case: VettingCase, act: str, data: dict[str, Any]) -> str:
    """Does it; returns why nothing came of it, or nothing."""
    viewer, person = viewer_of(request), cast(Person, request.user)
    match act:
        case "vote":
            ballot = vetting.Ballot(
                data["in_favour"] == "yes", data["reason"], data["to_applicant"]
            )
            vetting.vote(case, ballot, viewer=viewer, person=person)
        case "ask":
            asking.ask_applicant(case, data["text"], viewer=viewer, person=person)
        case _:
            row = _sponsorship(request, case)
            if act == "set_aside":
                sponsoring.set_aside(row, viewer=viewer, person=person)
            elif not sponsoring.find_sponsor(row, data["email"], viewer=viewer, person=person):
                return _("No member with standing who may vouch has this address.")
    return ""


def _sponsorship(request: HttpRequest, case: VettingCase) -> Sponsorship:
    rows = {str(row.uid): row for row in application_of(case).sponsorships.all()}
    row = rows.get(request.POST.get("sponsor", ""))
    if row is None:
        raise Refused("sponsor.find", _("This sponsor is not there any more."))
    return row


def _voted_so(request: HttpRequest, case: VettingCase, data: dict[str, Any]) -> bool:
    """Whether this very vote is there already: the first half of a double click."""
    mine = case.votes.filter(by=viewer_of(request).person_id, reason=data["reason"])
    return mine.filter(in_favour=data["in_favour"] == "yes").exists()


def case_context(viewer: Viewer, case: VettingCase, tried: Tried) -> dict[str, Any]:
    """Everything the page of a case prints."""
    application, needed = application_of(case), rules()
    item = Item.objects.filter(thing_uid=case.uid, closed_at=None).select_related("owner").first()
    counted = with_counts(VettingCase.objects.filter(pk=case.pk)).get()
    own = is_own_case(viewer, case)
    return {
        "own": own,
        "case": case,
        "application": application,
        "item": item,
        "next_step": next_step(counted, needed.sponsors_needed, needed.vetters_needed),
        "sponsors": _sponsors(application.sponsorships, viewer, own=own),
        "votes": [] if own else list(case.votes.all()),
        "questions": application.questions.select_related("asked_by").order_by("asked_at"),
        "twins": twins_of(application),
        "suspicions": suspicions_of(application),
        "tried": tried,
    } | _steps(viewer, case, tried)


def _steps(viewer: Viewer, case: VettingCase, tried: Tried) -> dict[str, Any]:
    """The forms that are open, each with the decision that opens or closes it."""
    steps: dict[str, Any] = {}
    if case.state == State.OPEN:
        steps["may_vote"] = ask(viewer, "vetting.vote", case)
        steps["ballot"] = tried.form if tried.act == "vote" and tried.form else BallotForm()
    if case.state in (State.OPEN, State.WAITING):
        steps["may_ask"] = ask(viewer, "vetting.ask", case)
        steps["question_form"] = tried.form if tried.act == "ask" and tried.form else QuestionForm()
    if case.state == State.SPONSORS and tried.act == "find" and tried.form:
        steps["find_form"] = tried.form
    return steps


def _sponsors(rows: Any, viewer: Viewer, *, own: bool) -> list[dict[str, Any]]:
    """Who vouches. What they wrote is for those who decide, and nobody decides on their own."""
    found: QuerySet[Sponsorship] = rows.select_related(
        "person", "organisation", "application__case"
    ).order_by("pk")
    return [
        {
            "row": row,
            "reason": "" if own else row.reason,
            "may_find": not own
            and state_of(row.application) == State.SPONSORS
            and bool(ask(viewer, "sponsor.find", row)),
            "form": FindForm(auto_id=f"id_{row.uid}_%s"),
        }
        for row in found
    ]
