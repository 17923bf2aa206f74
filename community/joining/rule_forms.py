"""The network's rules as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import NetworkRules, Person
from community.readers import standing_people


class RulesForm(forms.ModelForm):
    """Every number; none of them below one where a person would decide alone."""

    class Meta:
        model = NetworkRules
        exclude = ("id",)  # noqa: DJ006  every rule there is belongs on this page


class DeputyForm(forms.Form):
    """A member who shall stand in for the secretariat."""

    email = forms.EmailField(label=_("E-mail address of a member"), max_length=254)

    def clean_email(self) -> str:
        """Somebody with standing; who it is stands in `deputy`."""
        typed = self.cleaned_data["email"]
        self.deputy = standing_people().filter(email__iexact=typed).first()
        if self.deputy is None:
            raise forms.ValidationError(_("No member with standing has this address."))
        return str(typed)

    deputy: Person | None = None


class DecideForm(forms.Form):
    """The second person's word on a change."""

    change = forms.UUIDField()
    word = forms.ChoiceField(choices=[("confirm", "confirm"), ("decline", "decline")])


class EndForm(forms.Form):
    """A deputy whose standing in ends."""

    deputy = forms.UUIDField()


FORMS: dict[str, type[Any]] = {
    "set": RulesForm,
    "name": DeputyForm,
    "decide": DecideForm,
    "end": EndForm,
}
