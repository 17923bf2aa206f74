"""Pages of a team's desk. Who has no duty at any desk gets 404."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from community.access.gates import gate, viewer_of
from portal.advisories.opening import note_draft_opening

from . import reading
from .acts import Acted, act_on, done_words
from .page import draft_context, queue_context
from .writing import Writing, write_new, write_on


@gate("member")
def desk(request: HttpRequest) -> HttpResponse:
    """The queue of the viewer's teams by state, what waited longest first."""
    viewer, state = viewer_of(request), request.GET.get("state", "")
    queue = reading.queue(viewer, state, request.GET.get("page", ""))
    context = queue_context(queue, state)
    context["may_start"] = reading.teams_written_for(viewer).exists()
    return render(request, "advisories/desk.html", context)


@gate("member")
def draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A draft as its readers will see it, and the steps it can take."""
    viewer = viewer_of(request)
    advisory = reading.draft_for(viewer, uid)
    acted = Acted()
    if request.method == "POST":
        acted = act_on(request, advisory)
        if not acted.reason:
            messages.success(request, done_words(request.POST["act"]))
            return redirect("advisories:edit", uid)
    advisory = reading.draft_for(viewer, uid)
    note_draft_opening(viewer, advisory)
    context = draft_context(request, advisory, acted)
    return render(request, "advisories/draft.html", context, status=acted.status)


@gate("member")
def write(request: HttpRequest) -> HttpResponse:
    """The form for a new advisory."""
    return _answer(request, write_new(request))


@gate("member")
def text(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The same form for a draft that is there."""
    return _answer(request, write_on(request, uid))


def _answer(request: HttpRequest, writing: Writing) -> HttpResponse:
    if writing.made is not None:
        return redirect(writing.made)
    return render(request, "advisories/write.html", writing.context, status=writing.status)
