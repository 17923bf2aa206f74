"""What a person is mailed, when, and why."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of
from community.models import Person
from community.notify.addresses import stopped, try_again
from community.notify.subscribing import choose

from .forms import ChoicesForm
from .log import log_of, look_up
from .making import mail_form
from .rows import topic_row


@gate("person")
def own_settings(request: HttpRequest) -> HttpResponse:
    """All choices on one page; "try again" for an address that was stopped."""
    person = cast(Person, request.user)
    if request.method == "POST" and "again" in request.POST:
        try_again(person)
        messages.success(request, _("We will write to your address again."))
        return redirect("notify:settings")
    form = mail_form(request.POST or None, viewer_of(request), person)
    if request.method == "POST" and form.is_valid():
        form.save(person)
        messages.success(request, _("Your choices are saved."))
        return redirect("notify:settings")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "stopped": stopped(person.email)}
    return render(request, "notify/settings.html", context, status=status)


@gate("member")
def topic_settings(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How one hears of one topic."""
    person, viewer = cast(Person, request.user), viewer_of(request)
    row = topic_row(viewer, person, uid)
    if row is None:
        raise Http404
    form = ChoicesForm(request.POST or None, rows=[row])
    if request.method == "POST" and form.is_valid():
        choose(person, form.wanted())
        messages.success(request, _("Your choices are saved."))
        return redirect("groups:topic", uid)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": row.label, "uid": uid}
    return render(request, "notify/topic.html", context, status=status)


@gate("person")
def own_log(request: HttpRequest) -> HttpResponse:
    """My mails with their state and reason, and an answer about one of them."""
    person, viewer = cast(Person, request.user), viewer_of(request)
    entries, page = log_of(viewer, person, request.GET.get("page", ""))
    asked = request.GET.get("id", "")[:300]
    answer = look_up(viewer, person, asked)
    context = {"entries": entries, "page": page, "asked": asked, "answer": answer}
    return render(request, "notify/log.html", context)
