"""Claiming a domain and proving it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.profiles.codes import DIGITS
from community.profiles.domain_names import clean_domain


class ClaimForm(forms.Form):
    """Which domain."""

    domain = forms.CharField(
        label=_("Domain"),
        help_text=_("What stands after the @ in your addresses: company.example"),
        max_length=253,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )

    def clean_domain(self) -> str:
        """The name as it is registered."""
        return clean_domain(self.cleaned_data["domain"])


class CodeForm(forms.Form):
    """The mailed code; blanks in it are forgiven."""

    code = forms.CharField(
        label=_("Code from the letter"),
        max_length=DIGITS * 2,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-input"}
        ),
    )


class EvidenceForm(forms.Form):
    """For the secretariat to look at."""

    evidence = forms.CharField(
        label=_("Why is it yours?"),
        help_text=_("For example where it is published that the domain belongs to you."),
        max_length=3000,
        widget=forms.Textarea({"rows": 4}),
    )
