"""Naming an organisation that one serves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.access.viewer import Viewer
from community.models import Organisation
from community.profiles.clients import organisation_called


class ClientForm(forms.Form):
    """The exact name or domain, so that nobody fishes with parts of it."""

    client = forms.CharField(
        label=_("Your client"),
        help_text=_("The exact name of a member of the network, or a domain it has confirmed."),
        max_length=253,
    )
    note = forms.CharField(
        label=_("What do you do for them?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._viewer = viewer

    def clean_client(self) -> Organisation:
        """The organisation that is called so, among those the viewer may know of."""
        found = organisation_called(self._viewer, self.cleaned_data["client"])
        if found is None:
            raise forms.ValidationError(
                _("No member that you can see has exactly this name or domain.")
            )
        return found
