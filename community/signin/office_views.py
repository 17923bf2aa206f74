"""The secretariat's page of one person's way in: sessions, and a new enrolment by four eyes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of
from community.access.policy import Refused, ask
from community.models import Person

from . import reading, reenrolment, sessions
from .forms import WordForm
from .fresh import require_fresh
from .models import FactorReset
from .session_views import self_of


@gate("role:secretariat")
def way_in(request: HttpRequest, uid: str) -> HttpResponse:
    """How many sessions somebody has, what their factors are, and what the office may do."""
    person = get_object_or_404(Person, uid=uid)
    word = ""
    if request.method == "POST":
        require_fresh(request)
        try:
            word = _do(request, person)
        except Refused:
            messages.error(request, _("This takes two people, and neither may be the person."))
        if not word:
            return redirect("signin:way-in", uid=uid)
    return render(request, "signin/way_in.html", _context(request, person) | {"word": word})


def _context(request: HttpRequest, person: Person) -> dict[str, object]:
    viewer = viewer_of(request)
    resets = [
        {"row": reset, "may_decide": ask(viewer, "factor_reset.decide", reset)}
        for reset in reading.open_resets(person)
    ]
    return {
        "person": person,
        "count": len(sessions.sessions_of(person)),
        "resets": resets,
        "may_ask": ask(viewer, "factor_reset.ask", person)
        and not any(one["row"].state == FactorReset.State.ASKED for one in resets),  # type: ignore[attr-defined]
        "kinds": reading.kinds_of_factors(person),
    }


def _do(request: HttpRequest, person: Person) -> str:
    """Does what was pressed; returns the word if a new enrolment was confirmed."""
    viewer, by = viewer_of(request), self_of(request)
    act = request.POST.get("act", "")
    if act == "end":
        sessions.end_all(person, viewer=viewer, by=by)
        messages.success(request, _("All sessions of this person have ended."))
    elif act == "ask":
        reenrolment.ask(person, viewer=viewer, by=by)
        messages.success(request, _("Asked for. Somebody else of the office confirms it."))
    elif act in ("confirm", "refuse"):
        asked = FactorReset.State.ASKED
        reset = get_object_or_404(person.factor_resets, state=asked)
        if act == "confirm":
            return reenrolment.confirm(reset, viewer=viewer, by=by)
        reenrolment.refuse(reset, viewer=viewer, by=by)
        messages.success(request, _("It was not granted. Nothing has changed for the person."))
    return ""


@gate("public")
def type_word(request: HttpRequest) -> HttpResponse:
    """For a session without a factor: the word that the office told, before one is made."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    reset = reenrolment.waiting_for(self_of(request))
    if reset is None or not reenrolment.word_is_missing(request.session, reset.person):
        return redirect("mfa_index")
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if reenrolment.spend(reset, form.cleaned_data["word"]):
            request.session[reenrolment.WORD_TYPED] = str(reset.uid)
            return redirect("mfa_index")
        form.add_error("word", _("This is not the word. After five tries the office asks anew."))
    return render(request, "signin/word.html", {"form": form})
