"""A team and its mailbox."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.titles import seen


class TeamForm(forms.Form):
    """How a team is reached. `revision` is that of its card when the form was opened."""

    name = forms.CharField(label=_("Name of the team"), max_length=150)
    phone = forms.CharField(
        label=_("Duty phone"),
        help_text=_("With the country: +381 11 …"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel"}),
    )
    hours = forms.CharField(
        label=_("When it is reached"),
        help_text=_("For example: at any hour; weekdays 8 to 16"),
        max_length=200,
        required=False,
    )
    constituency = forms.CharField(label=_("Whom it serves"), max_length=300, required=False)
    is_public = forms.BooleanField(
        label=_("Show this team to everybody"),
        help_text=_("Only where the organisation has a public profile; members see it anyway."),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def clean_name(self) -> str:
        """Nothing unseen in it, and something to see."""
        return seen(self.cleaned_data["name"]) or self.fields["name"].clean("")


class MailboxForm(forms.Form):
    """The mailbox of a team; a code goes there first."""

    mailbox = forms.EmailField(
        label=_("Mailbox of the team"),
        help_text=_("An address that several people read, not one person's own."),
    )
