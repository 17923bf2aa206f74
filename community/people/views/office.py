"""The secretariat's rooms about people: who waits, one case, one person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of
from community.access.policy import ask
from community.people import office, reading, vetting
from community.people.acting import acting
from community.people.forms import ReasonForm, VoteForm

from .answering import fresh_for_acts, try_it


@gate("role:secretariat")
def cases(request: HttpRequest) -> HttpResponse:
    """People who wait for the network's word, and whom to look up by address."""
    address = request.GET.get("address", "")
    if (found := reading.person_by_address(address)) is not None:
        return redirect("people:person", found.uid)
    rows, page = reading.open_cases(request.GET.get("page", ""))
    context = {"cases": rows, "page": page, "address": address, "now": reading.now()}
    context |= {
        "measures": reading.open_measures(viewer_of(request)),
        "sleepers": reading.sleepers(),
    }
    return render(request, "people/cases.html", context)


@gate("role:secretariat")
@fresh_for_acts
def case(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One person who waits, with what speaks for them and the votes."""
    found = reading.case_of(uid)
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"in_favour": form.cleaned_data["vote"] == "for"}
        values["reason"] = form.cleaned_data["reason"]
        act = lambda: vetting.vote(found, **values, by=acting(request))  # noqa: E731
        try_it(request, act, _("Your vote was noted."))
        return redirect("people:case", uid)
    context = {"case": found, "form": form, "needed": reading.votes_needed()}
    context["may"] = ask(viewer_of(request), "person.vet", found)
    return render(request, "people/case.html", context)


@gate("role:secretariat")
@fresh_for_acts
def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One person: seats, offices, measures; suspending, removing, waking."""
    found = reading.person_of(uid)
    form = ReasonForm(request.POST if office.needs_reason(request.POST) else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        reason = form.cleaned_data["reason"] if form.is_bound else ""
        act = office.act_of(found, request.POST, reason, acting(request))
        try_it(request, act, _("Done."))
        return redirect("people:person", uid)
    context = office.about(found, viewer_of(request)) | {"form": form}
    return render(request, "people/person.html", context)
