"""The people of an organisation: the list, inviting, ending a seat, saying who is still there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.access.gates import gate, viewer_of
from community.access.policy import Refused
from community.people import handling, inviting, leaving, reading, reconfirming
from community.people.acting import acting
from community.people.forms import InviteForm

from .answering import fresh_for_acts, try_it


@gate("member")
@fresh_for_acts
def people(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who acts for an organisation; its administrators act on them here."""
    if request.method == "POST":
        organisation = reading.organisation_for(viewer_of(request), uid)
        by = acting(request)
        if (seat := handling.seat_to_end(organisation, request.POST, by)) is not None:
            return render(request, "people/end_seat.html", {"seat": seat})
        act, done = handling.act_of(organisation, request.POST, by)
        try_it(request, act, done)
        return redirect("people:organisation", uid)
    found = reading.people_page(viewer_of(request), uid, request.GET.get("page", ""))
    return render(request, "people/organisation.html", {"people": found})


@gate("role:administrator")
@fresh_for_acts
def invite(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Invites by address. The answer is the same, whoever has the address."""
    organisation = reading.organisation_for(viewer_of(request), uid, "people.administer")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, role = form.cleaned_data["email"], form.cleaned_data["role"]
        try:
            inviting.invite(organisation, email, role=role, by=acting(request))
        except Refused as refused:
            form.add_error("email", str(refused.reason))
        else:
            words = _("An invitation is on its way to %(email)s.") % {"email": email}
            messages.success(request, words)
            return redirect("people:organisation", uid)
    return render(request, "people/invite.html", {"organisation": organisation, "form": form})


@gate("member")
@fresh_for_acts
def end_seat(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ends a seat, after the page that asked whether it is meant."""
    organisation = reading.organisation_for(viewer_of(request), uid, "people.reconfirm")
    if request.method == "POST":
        seat = reading.seat_of(organisation, request.POST.get("person", ""))
        words = _("%(name)s no longer acts for your organisation.") % {"name": seat.person.name}
        try_it(request, lambda: leaving.end_seat(seat, by=acting(request)), words)
    return redirect("people:organisation", uid)


@gate("member")
@fresh_for_acts
def reconfirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Says of each person whether they are still there."""
    organisation, seats = reading.reconfirmation(viewer_of(request), uid)
    if request.method == "POST":
        said = {str(s.person.uid): request.POST.get(f"said-{s.person.uid}", "") for s in seats}
        if any(said.values()):
            return _answered(request, uid, said)
    silent = request.method == "POST"
    context = {"organisation": organisation, "seats": seats, "silent": silent}
    return render(request, "people/reconfirm.html", context, status=422 if silent else 200)


def _answered(request: HttpRequest, uid: UUID, said: dict[str, str]) -> HttpResponse:
    by = acting(request)
    organisation = reading.organisation_for(by.viewer, uid, "people.reconfirm")
    try:
        number = reconfirming.answer(organisation, said, by=by)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
        return redirect("people:reconfirm", uid)
    words = ngettext("Noted for %(number)s person.", "Noted for %(number)s people.", number)
    messages.success(request, words % {"number": number})
    return redirect("people:organisation", uid)
