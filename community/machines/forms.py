"""The form behind which a token is made."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.access.machine import CEILINGS
from community.access.tlp import Label
from community.models import Group

from .keeping import Wish

DAYS = (30, 90, 180, 365)


class TokenForm(forms.Form):
    """Name, ceiling, groups, life. `key` makes a second click find the first one's token."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Which machine it is for, so that you know later what to end."),
    )
    ceiling = forms.ChoiceField(
        label=_("Strictest label it may read"),
        choices=[(label.value, label.label) for label in CEILINGS],
        initial=Label.GREEN,
        help_text=_("Choose the mildest that is enough. No machine reads TLP:RED."),
        widget=forms.RadioSelect,
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"),
        queryset=Group.objects.none(),
        required=False,
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Groups in which you represent the organisation. They count for TLP:AMBER and above;"
            " if you leave a group, the token leaves it too."
        ),
    )
    days = forms.TypedChoiceField(
        label=_("Works for"),
        coerce=int,
        choices=[(n, ngettext_lazy("%d day", "%d days", n) % n) for n in DAYS],
        initial=90,
    )

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4().hex
        field = self.fields["groups"]
        field.queryset = groups
        field.label_from_instance = lambda group: group.shown_name()
        if not self.is_bound and not groups.exists():
            field.widget = forms.MultipleHiddenInput()

    @property
    def create_key(self) -> str:
        """The create key that came with the form."""
        return str(self.cleaned_data["key"])

    def wish(self) -> Wish:
        """What was asked for."""
        given = self.cleaned_data
        return Wish(
            name=given["name"],
            ceiling=given["ceiling"],
            lasts=timedelta(days=given["days"]),
            groups=tuple(given["groups"]),
        )
