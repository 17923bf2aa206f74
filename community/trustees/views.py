"""Pages of trustees. Nobody else learns that they are there."""

from typing import cast
from uuid import UUID

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of
from community.access.policy import Reason, ask
from community.models import Person
from community.signin.fresh import fresh_login_required, is_fresh

from . import reading
from .acting import ask_to_break, decide, take_passphrase
from .breaking import note_reading
from .forms import AskForm, KeyForm, PassphraseForm
from .keys import key_of, keys_in_use, make_key
from .models import Opening
from .rules import Second
from .unsealing import unsealed


@gate("role:trustee")
def openings(request: HttpRequest) -> HttpResponse:
    """All requests, and the form for a new one."""
    form, status = AskForm(request.POST or None), 200
    refused: Reason = ""
    if request.method == "POST":
        acted = ask_to_break(request, form)
        if acted.url:
            return redirect(acted.url)
        status, refused = acted.status, acted.refused
    rows, page = reading.openings(viewer_of(request), request.GET.get("page", ""))
    context = {
        "form": form,
        "refused": refused,
        "rows": rows,
        "page": page,
        "own_key": key_of(cast(Person, request.user)),
        "keys": len(keys_in_use()),
    }
    return render(request, "trustees/openings.html", context, status=status)


@gate("role:trustee")
def opening(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One request, and what this trustee may do with it."""
    viewer, refused, status = viewer_of(request), None, 200
    found = reading.opening_for(viewer, uid)
    if request.method == "POST":
        if request.POST.get("act") == "confirm" and not is_fresh(request):
            raise ReauthenticationRequired
        acted = decide(request, found)
        if acted.url:
            return redirect(acted.url)
        refused, status = acted.refused, acted.status
    context = {"row": reading.row_of(found, now()), "steps": reading.steps_for(viewer, found)}
    return render(request, "trustees/opening.html", context | {"refused": refused}, status=status)


@gate("role:trustee")
def read(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The thing itself, for the two and for their hour; each look is a row of the log."""
    viewer = viewer_of(request)
    found = reading.opening_for(viewer, uid)
    if not ask(viewer, "glass.read", Second(found, now())):
        raise Http404
    if found.purpose == Opening.Purpose.UNSEAL:
        return _unseal(request, found)
    note_reading(found, "glass.read", by=viewer)
    shown = reading.broken_open(viewer, found, request.GET.get("page", ""))
    names = ("shown", "parts", "page")
    context = dict(zip(names, shown or (None, (), None), strict=True)) | {"opening": found}
    return render(request, "trustees/read.html", context)


def _unseal(request: HttpRequest, found: Opening) -> HttpResponse:
    form, status = PassphraseForm(request.POST or None), 200
    if request.method == "POST":
        acted = take_passphrase(request, found, form)
        if acted.url:
            return redirect(acted.url)
        status = acted.status
    state = unsealed(found, by=viewer_of(request))
    context = {"opening": found, "state": state, "form": form}
    return render(request, "trustees/unseal.html", context, status=status)


@gate("role:trustee")
@fresh_login_required
def key(request: HttpRequest) -> HttpResponse:
    """One's own key: whether there is one, and making a new one."""
    person, form, status = cast(Person, request.user), KeyForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            make_key(person, form.cleaned_data["passphrase"], by=viewer_of(request))
            messages.success(request, _("Your key is made. Keep the passphrase safe."))
            return redirect("trustees:list")
        status = 422
    context = {"form": form, "own_key": key_of(person)}
    return render(request, "trustees/key.html", context, status=status)
