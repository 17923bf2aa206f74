"""The applicant's own pages: the parts of the form, the state, what is asked of them."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.policy import Refused
from community.rules import rules

from . import applying, asking
from .completeness import gaps_in
from .forms import (
    AnswerForm,
    ContactForm,
    OrganisationForm,
    ReasonsForm,
    SponsorForm,
    SponsorsForm,
    SubmitForm,
)
from .models import Application, Sponsorship
from .states import State, state_of

SECTIONS = {
    "organisation": gettext_lazy("Your organisation"),
    "reasons": gettext_lazy("Why you want to join"),
    "contact": gettext_lazy("Who speaks for you"),
    "sponsors": gettext_lazy("Your sponsors"),
}
_FORMS: dict[str, type[forms.ModelForm]] = {
    "organisation": OrganisationForm,
    "reasons": ReasonsForm,
    "contact": ContactForm,
}
_ACTS: dict[str, type[forms.Form]] = {
    "submit": SubmitForm,
    "answer": AnswerForm,
    "name_sponsor": SponsorForm,
    "withdraw": forms.Form,
}


@dataclass
class Tried:
    """What became of a posted act: `done`, or the form and the reason to show again."""

    act: str = ""
    done: bool = False
    form: forms.Form | None = None
    reason: str = ""
    status: int = 200
    more: dict[str, Any] = field(default_factory=dict)


def section_form(application: Application, section: str, data: Any = None) -> Any:
    """The form of one part, filled with what is saved, or with what was posted."""
    if section == "sponsors":
        return SponsorsForm(data, instance=application, needed=rules().sponsors_needed)
    return _FORMS[section](data, instance=application)


def following(section: str) -> str:
    """The part after this one; empty after the last."""
    names = list(SECTIONS)
    return next(iter(names[names.index(section) + 1 :]), "")


def act_on(request: HttpRequest, application: Application) -> Tried:
    """Submits, answers, names a sponsor or withdraws, as the form says."""
    act = request.POST.get("act", "")
    if act not in _ACTS:
        return Tried(reason=_("Choose what to do."), status=422)
    form = _ACTS[act](request.POST)
    if not form.is_valid():
        return Tried(act, form=form, status=422, more=_asked(request))
    try:
        _do(request, application, act, form.cleaned_data)
    except Refused as refusal:
        return Tried(act, False, form, str(refusal.reason), 409, _asked(request))
    return Tried(act, done=True)


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {"question": request.POST.get("question", "")}


def _do(request: HttpRequest, application: Application, act: str, data: dict[str, Any]) -> None:
    match act:
        case "submit":
            applying.submit(application)
        case "name_sponsor":
            applying.name_sponsor(application, data["typed"])
        case "withdraw":
            applying.withdraw(application)
        case _:
            asked = {str(one.uid): one for one in asking.open_questions(application)}
            question = asked.get(request.POST.get("question", ""))
            if question is None:
                raise Refused("application.answer", _("This question is answered already."))
            asking.answer(application, question, data["answer"])


def overview(application: Application, tried: Tried) -> dict[str, Any]:
    """Everything the applicant's page prints. Whether a sponsor was found is not on it."""
    state = state_of(application)
    context: dict[str, Any] = {"application": application, "state": state, "tried": tried}
    context["state_words"] = State(state).label
    context["form"] = tried.form
    if state == State.DRAFT:
        needed = rules().sponsors_needed
        gaps = gaps_in(application, needed)
        context |= {"gaps": gaps, "parts": _parts(gaps)}
        context["submit_form"] = tried.form if tried.act == "submit" else SubmitForm()
        return context
    context["sponsors"] = [
        (row.typed, _told(row)) for row in application.sponsorships.order_by("pk")
    ]
    context["questions"] = _questions(application, tried)
    context["answered"] = application.questions.exclude(answered_at=None).order_by("asked_at")
    if state == State.SPONSORS and applying.may_name_more(application):
        context["sponsor_form"] = tried.form if tried.act == "name_sponsor" else SponsorForm()
    context["may_withdraw"] = state in (State.SPONSORS, State.OPEN, State.WAITING)
    return context


def _parts(gaps: list[Any]) -> list[dict[str, Any]]:
    missing = {gap.section for gap in gaps}
    return [
        {"name": name, "title": title, "done": name not in missing}
        for name, title in SECTIONS.items()
    ]


def _questions(application: Application, tried: Tried) -> list[tuple[Any, forms.Form]]:
    rows = []
    for question in asking.open_questions(application):
        mine = tried.act == "answer" and tried.more.get("question") == str(question.uid)
        form = tried.form if mine and tried.form else AnswerForm(auto_id=f"id_{question.uid}_%s")
        rows.append((question, form))
    return rows


def _told(row: Sponsorship) -> str:
    """What the applicant is told: the same for who is not known, declined, or was not meant."""
    match Sponsorship.State(row.state):
        case Sponsorship.State.CONFIRMED:
            return _("vouches for you")
        case Sponsorship.State.DECLINED | Sponsorship.State.NOT_FOUND:
            return _("could not be won; name another one")
    return _("asked, no answer yet")
