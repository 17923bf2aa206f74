"""Who shall look after a waiting item."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Person

from .models import Item
from .reading import candidates


class HandForm(forms.Form):
    """`act`: take, give or let_go; `to`: to whom it is given."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("take", "give", "let_go")])
    to = forms.ModelChoiceField(
        label=_("Give to"),
        queryset=Person.objects.none(),
        to_field_name="uid",
        error_messages={"required": _("Choose who shall look after it.")},
        empty_label=_("Choose a person"),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].required = self.data.get("act", "give") == "give"
        self.fields["to"].queryset = candidates(item)
        self.fields["to"].label_from_instance = lambda person: person.name
