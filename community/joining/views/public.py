"""The door and the applicant's own pages. Nothing here tells who is known to the network."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from community.access.gates import gate, viewer_of
from community.joining.applicant_page import (
    SECTIONS,
    Tried,
    act_on,
    following,
    overview,
    section_form,
)
from community.joining.applying import save_section
from community.joining.door import ask_for_link
from community.joining.forms import AgainForm, StartForm
from community.joining.limits import knocks_too_often
from community.joining.links import is_fresh
from community.joining.models import Application
from community.joining.opened import opened_in, remember
from community.joining.reading import application_for, own_applications
from community.joining.starting import open_by_link
from community.joining.states import NotNow, State, state_of


@gate("public")
def start(request: HttpRequest) -> HttpResponse:
    """Anybody asks for a form; the answer is the same whoever asks."""
    return _door(request, StartForm, "joining/start.html")


@gate("public")
def again(request: HttpRequest) -> HttpResponse:
    """A new link to an application that is there, or is not."""
    return _door(request, AgainForm, "joining/again.html")


def _door(request: HttpRequest, kind: type, template: str) -> HttpResponse:
    form = kind(request.POST or None)
    if request.method == "POST":
        if knocks_too_often(request):
            return render(request, "429.html", status=429)
        if form.is_valid():
            ask_for_link(request, form)
            return redirect("joining:sent")
    own = own_applications(viewer_of(request), opened_in(request))
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "own": own}, status=status)


@gate("public")
def sent(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox."""
    return render(request, "joining/sent.html")


@gate("public")
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A mailed link. Programs that look into mails open it by GET, which uses nothing up."""
    if request.method == "POST" and (found := open_by_link(token)) is not None:
        remember(request, found)
        return redirect("joining:application", found.uid)
    fresh = request.method != "POST" and is_fresh(token)
    response = render(request, "joining/link.html", {"fresh": fresh, "form": AgainForm()})
    # The address is a secret. Under "no-referrer" browsers would send the form as from nowhere.
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "private, no-store"
    return response


@gate("public")
def application(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Where an application stands, and what its applicant can do."""
    found, tried = _own(request, uid), Tried()
    if request.method == "POST":
        draft = found.case is None
        tried = act_on(request, found)
        if tried.done and draft and tried.act == "withdraw":
            return redirect("joining:start")
        if tried.done:
            return redirect(f"{reverse('joining:application', args=[uid])}?done={tried.act}")
        found = _own(request, uid)
    context = overview(found, tried) | {"done": request.GET.get("done", "")}
    return render(request, "joining/application.html", context, status=tried.status)


@gate("public")
def section(request: HttpRequest, uid: UUID, section: str) -> HttpResponse:
    """One part of the form; what is well-formed is saved, however little it is."""
    found = _own(request, uid)
    if section not in SECTIONS or state_of(found) != State.DRAFT:
        raise Http404
    form = section_form(found, section, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            save_section(found, form.values())
        except NotNow:
            return redirect("joining:application", uid)
        return _onward(request, uid, section)
    context = {"application": _own(request, uid), "form": form, "section": section}
    context |= {"title": SECTIONS[section], "sections": SECTIONS.items()}
    return render(request, "joining/section.html", context, status=422 if form.errors else 200)


def _onward(request: HttpRequest, uid: UUID, section: str) -> HttpResponse:
    after = following(section)
    if after and "later" not in request.POST:
        return redirect("joining:section", uid, after)
    return redirect(f"{reverse('joining:application', args=[uid])}?done=saved")


def _own(request: HttpRequest, uid: UUID) -> Application:
    found = application_for(viewer_of(request), opened_in(request), uid)
    if found is None:
        raise Http404
    return found
