"""What is typed on the pages of one's own data and of the office."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.models import Person

from .clocks import CLOCKS
from .models import Period


class EraseForm(forms.Form):
    """The own address, typed: an erasure is asked for by nobody by mistake."""

    address = forms.CharField(
        label=_("To confirm, type your e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_address(self) -> str:
        typed = str(self.cleaned_data["address"]).strip()
        if typed.lower() != self.person.email.lower():
            raise forms.ValidationError(_("This is not the address of your account."))
        return typed


class ReasonForm(forms.Form):
    """Why somebody of the secretariat asks for another's erasure."""

    reason = forms.CharField(
        label=_("Who asked, how, and how you made sure that it was them"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PeriodsForm(forms.Form):
    """Days of each class that the network may set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = {row.name: row.days for row in Period.objects.all()}
        for clock in CLOCKS:
            if clock.settable:
                self.fields[clock.name] = forms.IntegerField(
                    label=capfirst(str(clock.title)),
                    min_value=clock.least,
                    max_value=36_525,
                    initial=rows.get(clock.name, clock.days),
                    help_text=_("Days; at least %(least)d.") % {"least": clock.least},
                )
