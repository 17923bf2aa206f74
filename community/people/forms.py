"""What people type: an invitation, a request, a name and a password, a reason."""

import secrets
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.models import Person, Seat
from community.titles import seen


def new_key() -> str:
    """Comes with each form: the same key is the same act."""
    return secrets.token_urlsafe(24)


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("An address of your organisation, not a private one."),
        max_length=254,
    )
    role = forms.ChoiceField(label=_("Role"), choices=Seat.Role, initial=Seat.Role.MEMBER)


class AskForm(forms.Form):
    """Somebody who wants in."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    email = forms.EmailField(
        label=_("Your address at work"),
        help_text=_("We send a link there that shows the address is yours."),
        max_length=254,
    )
    note = forms.CharField(
        label=_("What you do in your organisation"),
        help_text=_("Its administrators read this; it helps them to recognise you."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_key)

    def clean_name(self) -> str:
        """Something to see."""
        return _visible(self, "name")


class AccountForm(forms.Form):
    """A new account for an invitation: the address is the invited one."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_name(self) -> str:
        """Something to see."""
        return _visible(self, "name")

    def clean(self) -> dict[str, Any]:
        """The password is judged as allauth judges every other."""
        from allauth.account.adapter import get_adapter

        data = super().clean() or {}
        if password := data.get("password"):
            person = Person(email=self.email, name=data.get("name", ""))
            try:
                get_adapter().clean_password(password, user=person)
            except ValidationError as weak:
                self.add_error("password", weak)
        return data


def _visible(form: forms.Form, name: str) -> str:
    return seen(form.cleaned_data[name]) or str(form.fields[name].clean(""))


class ReasonForm(forms.Form):
    """Why, for those who have to answer for it later."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Read by the secretariat only."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VoteForm(ReasonForm):
    """A vote with its reason."""

    vote = forms.ChoiceField(
        label=_("Your vote"),
        choices=[("for", _("Let in")), ("against", _("Do not let in"))],
        widget=forms.RadioSelect,
    )
    field_order = ("vote", "reason")


class AdmitForm(forms.Form):
    """Whom a chair lets into a group."""

    email = forms.EmailField(label=_("Address of a member"), max_length=254)
