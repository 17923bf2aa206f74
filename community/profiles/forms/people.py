"""What somebody says of themselves."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.titles import seen


class PersonForm(forms.Form):
    """One's own profile."""

    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    job_title = forms.CharField(
        label=_("Position"),
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        help_text=_("For the secretariat; the directory does not show it."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(label=_("Language of letters to you"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    hidden = forms.BooleanField(
        label=_("Leave me out of the directory"),
        help_text=_(
            "Other members then find you neither on your organisation's page nor in any count."
            " Groups in which you sit still show you to their members."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = str(self.initial.get("time_zone") or "")
        self.fields["time_zone"].choices = [
            ("", _("that of the network")),
            *((zone, zone.replace("_", " ")) for zone in _zones(kept)),
        ]

    def clean_name(self) -> str:
        """Nothing unseen in it, and something to see."""
        return seen(self.cleaned_data["name"]) or self.fields["name"].clean("")


def _zones(kept: str) -> list[str]:
    """Those of Europe, and the one that is set already."""
    zones = {zone for zone in available_timezones() if zone.startswith("Europe/")}
    return sorted(zones | {kept} - {""})
