"""What is typed: a signature, a new agreement, a new version, why an acceptance ends."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.tlp import Label
from community.founding import Words
from community.markup import LONGEST
from community.models import Agreement, Group, Organisation
from community.titles import seen

from .models import GATED_LABELS
from .publishing import Terms
from .rendering import LANGUAGES

# These two are always offered; the others where somebody writes in them.
FIRST_LANGUAGES = ("sr", "en")


class SignForm(forms.Form):
    """One signature: the name typed, a tick, and for whom where that is a choice."""

    on_behalf_of = forms.ModelChoiceField(
        label=_("On behalf of"), queryset=Organisation.objects.none(), to_field_name="uid"
    )
    name = forms.CharField(
        label=_("Your name"), help_text=_("As it stands on your account."), max_length=150
    )
    agreed = forms.BooleanField(label=_("I have read this text and accept it."))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(
        self, *args: Any, organisations: list[Organisation] | None, own_name: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._own_name = own_name
        if organisations is None:
            del self.fields["on_behalf_of"]
            return
        field: Any = self.fields["on_behalf_of"]
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
        field.label_from_instance = lambda organisation: organisation.name
        field.empty_label = None
        if len(organisations) == 1:
            field.widget = forms.HiddenInput()
            field.initial = organisations[0].uid

    def clean_name(self) -> str:
        """The account's own name, whatever its case and spaces."""
        typed = str(self.cleaned_data["name"])
        if " ".join(typed.split()).casefold() != " ".join(self._own_name.split()).casefold():
            raise forms.ValidationError(
                _("Type your name as it stands on your account: %(name)s."),
                params={"name": self._own_name},
            )
        return typed


class FoundForm(forms.Form):
    """A new agreement. The secretariat's own, or of a group whose leaders start it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Agreement.Kind)
    scope = forms.ChoiceField(
        label=_("Accepted by"),
        choices=[
            (Agreement.Scope.ORGANISATION.value, _("each organisation")),
            (Agreement.Scope.PERSON.value, _("each person")),
        ],
        widget=forms.RadioSelect,
    )
    required = forms.BooleanField(
        label=_("Asked of everybody"),
        help_text=_("Without it nobody stands as a member, from the day its first version counts."),
        required=False,
    )
    group = forms.ModelChoiceField(
        label=_("Only in this group"),
        queryset=Group.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label=_("For the whole network"),
    )

    def __init__(self, *args: Any, groups: Any, network: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = groups
        field.label_from_instance = lambda group: group.shown_name()
        if not network:
            del self.fields["required"]
            field.required = True
            field.empty_label = None


class VersionForm(forms.Form):
    """A version: its texts by language, which of them binds, two dates."""

    binding_language = forms.ChoiceField(
        label=_("Binding language"),
        help_text=_("The text in this language counts; the others are translations."),
        choices=list(LANGUAGES.items()),
    )
    in_force_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    accept_by = forms.DateField(
        label=_("To be accepted by"),
        help_text=_(
            "The whole of this day counts. Afterwards the door is closed to who signed an"
            " earlier version only. Who signed none stands outside from the first day."
        ),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, name in LANGUAGES.items():
            attrs = {"lang": language}
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name},
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs=attrs),
            )
            self.fields[f"body_{language}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": name},
                max_length=LONGEST,
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 12} | attrs),
            )

    def pairs(self) -> list[tuple[str, str, Any, Any, bool]]:
        """Language, its name, the two bound fields, whether they are shown unfolded."""
        return [
            (
                language,
                name,
                self[f"title_{language}"],
                self[f"body_{language}"],
                language in FIRST_LANGUAGES or bool(self[f"body_{language}"].value()),
            )
            for language, name in LANGUAGES.items()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for language in LANGUAGES:
            title, body = seen(data.get(f"title_{language}", "")), data.get(f"body_{language}", "")
            if bool(title) != bool(body.strip()):
                missing = "title" if not title else "body"
                self.add_error(f"{missing}_{language}", _("Title and text belong together."))
        binding = data.get("binding_language", "")
        if binding and not str(data.get(f"body_{binding}", "")).strip():
            self.add_error(f"body_{binding}", _("The binding language needs its text."))
        self._check_dates(data.get("in_force_from"), data.get("accept_by"))
        return data

    def _check_dates(self, first: date | None, last: date | None) -> None:
        today = timezone.localdate()
        if first and first < today:
            self.add_error("in_force_from", _("This day has passed."))
        if last and last < (first or today):
            self.add_error("accept_by", _("This lies before the day it comes into force."))

    def texts(self) -> dict[str, Words]:
        """The languages that were written in."""
        data = self.cleaned_data
        return {
            language: Words(seen(data[f"title_{language}"]), data[f"body_{language}"].strip())
            for language in LANGUAGES
            if data[f"body_{language}"].strip()
        }

    def terms(self) -> Terms:
        """Days as moments: from the beginning of the first, to the end of the last."""
        data = self.cleaned_data
        return Terms(
            binding_language=data["binding_language"],
            in_force_from=_midnight(data["in_force_from"]),
            accept_by=_midnight(data["accept_by"] + timedelta(days=1)),
        )


class RequireForm(forms.Form):
    """Which label asks for the agreement, beside those that do already."""

    label = forms.ChoiceField(label=_("Label"))

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["label"]
        field.choices = [(one.value, one.label) for one in GATED_LABELS if one.value not in taken]

    def chosen(self) -> Label:
        """The label."""
        return Label(self.cleaned_data["label"])


class EndForm(forms.Form):
    """Why an acceptance counts no longer."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Kept with the acceptance. The person loses at once what it opened."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
