"""What the page of one waiting item does with a posted form."""

from typing import Any, cast

from django.http import HttpRequest

from community.access.gates import viewer_of
from community.access.policy import Refused
from community.audit.recording import record_refusal
from community.models import Person

from . import handing
from .forms import HandForm
from .models import Item


def hand_over(request: HttpRequest, item: Item) -> tuple[HandForm | None, str]:
    """Takes, gives or lets go; the form again and a reason if it did not work."""
    form = HandForm(request.POST, item=item)
    if not form.is_valid():
        return form, ""
    try:
        _do(request, item, form.cleaned_data)
    except Refused as refusal:
        record_refusal(
            actor=viewer_of(request).actor,
            verb=refusal.act,
            kind=item.thing_kind,
            uid=str(item.thing_uid),
            reason="not-allowed",
        )
        return form, str(refusal.reason)
    return None, ""


def _do(request: HttpRequest, item: Item, data: dict[str, Any]) -> None:
    viewer, person = viewer_of(request), cast(Person, request.user)
    match data["act"]:
        case "take":
            handing.take(item, viewer=viewer, person=person)
        case "give":
            handing.give(item, data["to"], viewer=viewer)
        case _:
            handing.let_go(item, viewer=viewer)
