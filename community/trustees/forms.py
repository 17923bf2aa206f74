"""What trustees type: a request, a passphrase, a new key."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .breakable import kinds
from .breaking import Wish
from .models import Opening

LEAST_REASON = 20
LEAST_PASSPHRASE = 16
_UID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_PLACE = re.compile(r"/(topics|advisories)/")
_NUMBER = re.compile(r"/posts/(\d{1,6})|#post-(\d{1,6})")
_SPACES = {"topics": "topic", "advisories": "advisory"}


def new_key() -> str:
    """The key of one form, by which a double click is known."""
    return uuid.uuid4().hex


def _kinds() -> list[tuple[str, str | Promise]]:
    return [(kind.name, kind.title) for kind in kinds()]


class AskForm(forms.Form):
    """A request to break the glass. The thing is given by uid or address, never from a list."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_key)
    purpose = forms.ChoiceField(
        label=_("For what?"),
        choices=[
            (Opening.Purpose.READ, _("To read a thing that we may not read")),
            (Opening.Purpose.UNSEAL, _("To learn who wrote a sealed post")),
        ],
        initial=Opening.Purpose.READ,
        widget=forms.RadioSelect,
    )
    thing = forms.CharField(
        label=_("Address or uid"),
        max_length=300,
        help_text=_(
            "As somebody gave it to you. Of a sealed post: the address behind its number. "
            "Whether it exists is seen only when another trustee has confirmed."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=_kinds,
        initial="topic",
        help_text=_("Only beside a bare uid."),
    )
    number = forms.IntegerField(
        label=_("Number of the post"), required=False, min_value=1, max_value=100_000
    )
    reason = forms.CharField(
        label=_("Reason"),
        min_length=LEAST_REASON,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The authors get it by mail, so write nothing confidential."),
    )

    def clean_thing(self) -> str:
        """Holds one uid, however it was copied."""
        text: str = self.cleaned_data["thing"]
        if len(set(_UID.findall(text))) != 1:
            raise forms.ValidationError(_("Give one uid, or an address with one uid in it."))
        return text

    def clean(self) -> dict[str, Any]:
        """Kind and number may stand in the address; a sealed post needs its number."""
        data = super().clean() or {}
        text = data.get("thing", "")
        if found := _PLACE.search(text):
            data["kind"] = _SPACES[found.group(1)]
        if not data.get("number") and (found := _NUMBER.search(text)):
            data["number"] = int(found.group(1) or found.group(2)) or None
        if data.get("purpose") == Opening.Purpose.UNSEAL and not data.get("number"):
            self.add_error("number", _("Say which post of the topic."))
        return data

    @property
    def wish(self) -> Wish:
        """The request as the verb wants it."""
        data = self.cleaned_data
        unseals = data["purpose"] == Opening.Purpose.UNSEAL
        return Wish(
            purpose=data["purpose"],
            kind=data["kind"] or "topic",
            uid=uuid.UUID(_UID.findall(data["thing"])[0]),
            reason=data["reason"],
            number=data["number"] if unseals else None,
        )


def _passphrase(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=1024, strip=False, widget=widget, **more)


class PassphraseForm(forms.Form):
    """The passphrase of one's own key."""

    passphrase = _passphrase(_("Passphrase of your key"), "off")


class KeyForm(forms.Form):
    """A passphrase for a new key, twice."""

    passphrase = _passphrase(
        _("Passphrase"),
        "new-password",
        min_length=LEAST_PASSPHRASE,
        help_text=_(
            "At least 16 characters, best several words. It is stored nowhere: nobody can tell "
            "you or reset it."
        ),
    )
    again = _passphrase(_("The same again"), "new-password")

    def clean_again(self) -> str:
        """The same, so that a slip of the finger locks nobody out."""
        again: str = self.cleaned_data["again"]
        first = self.cleaned_data.get("passphrase")
        if first is not None and again != first:
            raise forms.ValidationError(_("This is not the same passphrase."))
        return again
