"""What the views here share: trying an act, and showing its form again if it was refused."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from community.access.gates import viewer_of
from community.access.policy import Refused
from community.audit.recording import record_refusal

Words = Any


def done(
    request: HttpRequest,
    form: forms.Form | None,
    act: Callable[[], object],
    said: Words,
    *,
    about: tuple[str, UUID],
) -> bool:
    """Whether the form is right and the act was done; then `said` is the next page's message.

    What was refused is logged, and stands on the form. `about`: kind and uid of the thing.
    """
    if form is not None and not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        kind, uid = about
        actor = viewer_of(request).actor
        record_refusal(actor=actor, verb=refused.act, kind=kind, uid=str(uid), reason="refused")
        if form is None:
            messages.error(request, str(refused.reason))
        else:
            form.add_error(None, str(refused.reason))
        return False
    messages.success(request, str(said))
    return True


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; 422 where a form that was sent came back with something wrong."""
    sent = request.method == "POST"
    return render(request, template, context, status=422 if sent else 200)


def sent_as(request: HttpRequest, act: str) -> Any:
    """What was posted, if the button of `act` was pressed; a page may hold several forms."""
    return request.POST if request.method == "POST" and request.POST.get("act") == act else None
