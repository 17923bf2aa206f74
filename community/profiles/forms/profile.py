"""What an organisation says of itself, and what the secretariat says of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Organisation
from community.profiles.countries import country_choices
from community.profiles.sectors import sector_choices
from community.titles import seen

NOTHING = ("", "–")


class ProfileForm(forms.Form):
    """By administrators. `revision` is that of the profile when the form was opened."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    country = forms.ChoiceField(label=_("Country"))
    sector = forms.ChoiceField(
        label=_("Sector"),
        help_text=_("As your country lists it. Which law applies to you does not follow from it."),
        required=False,
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    about = forms.CharField(
        label=_("About"), required=False, max_length=3000, widget=forms.Textarea({"rows": 6})
    )
    about_en = forms.CharField(
        label=_("About, in English"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 6}),
    )
    registration_number = forms.CharField(
        label=_("Registration number"), max_length=40, required=False
    )
    address = forms.CharField(label=_("Postal address"), max_length=300, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("country", country_choices(), organisation.country)
        country = str(self.data.get("country") or organisation.country)
        self._choose("sector", [NOTHING, *sector_choices(country)], organisation.sector)

    def _choose(self, name: str, choices: list[tuple[str, str]], kept: str) -> None:
        """What is stored stays possible, though no list has it any more."""
        if kept and kept not in dict(choices):
            choices = [*choices, (kept, kept)]
        self.fields[name].choices = choices

    def clean_name(self) -> str:
        """Nothing unseen in it, and something to see."""
        return seen(self.cleaned_data["name"]) or self.fields["name"].clean("")

    def clean_short_name(self) -> str:
        """As the name."""
        return seen(self.cleaned_data["short_name"]) or self.fields["short_name"].clean("")


class OfficeForm(forms.Form):
    """By the secretariat."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind)
    role = forms.ChoiceField(label=_("Role in the network"), choices=Organisation.Role)
    college = forms.ChoiceField(
        label=_("College"), choices=[NOTHING, *Organisation.College.choices], required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
