"""What the secretariat decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Lineage, Organisation
from community.profiles.leaving import STEPS

STATE_WORDS = {
    "active": _("Resume: it is active again"),
    "suspended": _("Suspend: nobody of it reads anything for now"),
    "left": _("Let leave: every seat in it ends"),
}


class DecisionForm(forms.Form):
    """Yes, or no with a reason. The buttons say which."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed for a refusal; who asked is told."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean_reason(self) -> str:
        """No refusal without a word."""
        reason = str(self.cleaned_data["reason"]).strip()
        if self.data.get("decide") == "no" and not reason:
            raise forms.ValidationError(_("Say why you refuse."))
        return reason


class StateForm(forms.Form):
    """A step of the organisation, from the state it is in."""

    state = forms.ChoiceField(label=_("What happens"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = STEPS.get(organisation.state, frozenset())
        self.fields["state"].choices = [
            (state, words) for state, words in STATE_WORDS.items() if state in steps
        ]


class LineageForm(forms.Form):
    """What became of an organisation."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            (Lineage.Kind.SUCCESSION, _("Succession: the new one takes the place of the old one")),
            (Lineage.Kind.MERGER, _("Merger: one went into another that was there before")),
        ],
        widget=forms.RadioSelect,
    )
    predecessor = forms.ModelChoiceField(
        label=_("The old organisation"),
        queryset=Organisation.objects.none(),
        to_field_name="uid",
    )
    successor = forms.ModelChoiceField(
        label=_("The organisation that goes on"),
        queryset=Organisation.objects.none(),
        to_field_name="uid",
    )
    date = forms.DateField(label=_("Since"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    reason = forms.CharField(
        label=_("What shows it"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organisation.objects.exclude(state=Organisation.State.APPLICANT)
        for name in ("predecessor", "successor"):
            self.fields[name].queryset = known
            self.fields[name].label_from_instance = lambda organisation: organisation.name
