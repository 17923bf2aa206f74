"""Where one is signed in; and for the secretariat, where somebody else is."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate
from community.models import Person

from . import reading, sessions


@gate("person")
def own_sessions(request: HttpRequest) -> HttpResponse:
    """One's own sessions, each to end, and what else happened at the door lately."""
    person = self_of(request)
    if request.method == "POST":
        return _end(request, person)
    context = {
        "sessions": sessions.sessions_of(person, request.session.session_key),
        "logins": reading.logins_of(person),
    }
    return render(request, "usersessions/usersession_list.html", context)


def _end(request: HttpRequest, person: Person) -> HttpResponse:
    if uid := request.POST.get("session"):
        ended = sessions.end_one(request, person, uid)
        said = _("The session has ended.") if ended else _("That session had ended already.")
    else:
        sessions.end_others(request, person)
        said = _("You are signed in here and nowhere else.")
    messages.success(request, said)
    return redirect("usersessions_list")


def self_of(request: HttpRequest) -> Person:
    """Who is signed in, behind a gate that lets in nobody else."""
    return cast(Person, request.user)
