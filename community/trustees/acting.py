"""What the pages of trustees do with what was sent: verbs called, refusals written down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.access.gates import viewer_of
from community.access.policy import Reason, Refused
from community.audit.recording import record_refusal
from community.models import Person
from community.signin.fresh import is_fresh

from . import breakable, breaking
from .forms import AskForm, PassphraseForm
from .keys import WrongPassphrase
from .models import Opening
from .unsealing import give_share


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of it: where to go next, or a reason or a form to show again."""

    url: str = ""
    refused: Reason = ""
    status: int = 200
    more: dict[str, Any] = field(default_factory=dict)


def ask_to_break(request: HttpRequest, form: AskForm) -> Acted:
    """Sends a request; a form with errors comes back."""
    if not form.is_valid():
        return Acted(status=422)
    wish, person = form.wish, cast(Person, request.user)
    try:
        key = form.cleaned_data["key"]
        opening = breaking.ask(wish, by=viewer_of(request), person=person, key=key)
    except Refused as refusal:
        own = breakable.wrote(wish.kind, person, wish.uid, wish.number)
        return _refused(request, refusal, wish.kind, wish.uid, is_author=own)
    return Acted(url=reverse("trustees:opening", args=[opening.uid]))


def decide(request: HttpRequest, opening: Opening) -> Acted:
    """Confirms or declines, as the pressed button says."""
    viewer, person = viewer_of(request), cast(Person, request.user)
    acts: dict[str, Callable[[], Opening]] = {
        "confirm": lambda: breaking.confirm(
            opening, by=viewer, person=person, is_fresh=is_fresh(request)
        ),
        "decline": lambda: breaking.decline(opening, by=viewer, person=person),
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        return Acted(refused=_("This button does not exist."), status=422)
    try:
        act()
    except Refused as refusal:
        own = breakable.wrote(opening.thing_kind, person, opening.thing_uid, opening.number)
        return _refused(request, refusal, opening.thing_kind, opening.thing_uid, is_author=own)
    return Acted(url=reverse("trustees:opening", args=[opening.uid]))


def take_passphrase(request: HttpRequest, opening: Opening, form: PassphraseForm) -> Acted:
    """Opens one's own half of a sealed act."""
    if not form.is_valid():
        return Acted(status=422)
    try:
        give_share(
            opening,
            form.cleaned_data["passphrase"],
            by=viewer_of(request),
            person=cast(Person, request.user),
        )
    except WrongPassphrase:
        form.add_error("passphrase", _("This passphrase opens none of your keys."))
        return Acted(status=422)
    return Acted(url=reverse("trustees:read", args=[opening.uid]))


def _refused(
    request: HttpRequest, refusal: Refused, kind: str, uid: UUID, *, is_author: bool
) -> Acted:
    """Who wrote it is refused without a row: the log would tell auditors the sealed author."""
    if not is_author:
        actor = viewer_of(request).actor
        record_refusal(actor=actor, verb=refusal.act, kind=kind, uid=str(uid), reason="policy")
    return Acted(refused=refusal.reason, status=403)
