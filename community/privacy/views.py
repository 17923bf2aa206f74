"""One's own data, and the secretariat's room about it. Looking is free, acting asks again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from community.access.gates import gate, viewer_of
from community.access.policy import Refused
from community.people.acting import acting
from community.people.views.answering import fresh_for_acts, try_it

from . import acts, exporting, reading
from .forms import EraseForm, PeriodsForm, ReasonForm


@gate("person")
@fresh_for_acts
def mine(request: HttpRequest) -> HttpResponse:
    """A copy of everything about oneself, and the end of one's account."""
    by = acting(request)
    word = request.POST.get("act", "") if request.method == "POST" else ""
    form = EraseForm(request.POST if word == "erase" else None, person=by.person)
    if word and (word != "erase" or form.is_valid()):
        act, done = acts.own(word, by)
        try_it(request, act, done)
        return redirect("privacy:mine")
    context = reading.own_data(by.person) | {"form": form, "now": timezone.now()}
    status = 422 if form.errors else 200
    return render(request, "privacy/mine.html", context, status=status)


@gate("person")
@fresh_for_acts
def file(request: HttpRequest) -> HttpResponse:
    """The copy itself, to who asked for it; a link to it leads to the page."""
    by = acting(request)
    if request.method != "POST":
        return redirect("privacy:mine")
    try:
        content = exporting.take(by.person, viewer=by.viewer)
    except Refused as refused:
        context = reading.own_data(by.person) | {"form": EraseForm(person=by.person)}
        context |= {"refused": refused.reason, "now": timezone.now()}
        return render(request, "privacy/mine.html", context, status=410)
    return HttpResponse(content, headers=exporting.HEADERS)


@gate("role:secretariat")
@fresh_for_acts
def office(request: HttpRequest) -> HttpResponse:
    """Erasures that wait, how long things are kept, what the clock last deleted."""
    form = PeriodsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act, done = acts.periods(form.cleaned_data, viewer_of(request))
        try_it(request, act, done)
        return redirect("privacy:office")
    context = reading.office_page(request.GET.get("page", "")) | {"form": form}
    return render(request, "privacy/office.html", context, status=422 if form.errors else 200)


@gate("role:secretariat")
@fresh_for_acts
def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another's erasure: asked for by one of the secretariat, confirmed by a second one."""
    found = reading.person_or_404(uid)
    proposes = request.method == "POST" and request.POST.get("act") == "propose"
    form = ReasonForm(request.POST if proposes else None)
    if request.method == "POST" and (not proposes or form.is_valid()):
        reason = form.cleaned_data["reason"] if proposes else ""
        act, done = acts.office(found, request.POST, reason, acting(request))
        try_it(request, act, done)
        return redirect("privacy:person", uid)
    context = reading.person_page(found, viewer_of(request)) | {"form": form}
    return render(request, "privacy/person.html", context, status=422 if form.errors else 200)
