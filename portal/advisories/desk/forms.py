"""The short form "write an advisory": what is typed, and for whom it is."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.markup import LONGEST
from community.models import Group, Organisation, Person, Team
from community.readers import nameable_people
from community.titles import seen
from portal.advisories.audience import Recipients, Sharing
from portal.advisories.canonical import CanonicalRelease
from portal.advisories.models import Advisory
from portal.advisories.short_form import ShortFormError, short_release

LANGUAGES = [
    ("sr", _("Serbian")),
    ("en", _("English")),
    ("sq", _("Albanian")),
    ("mk", _("Macedonian")),
    ("bs", _("Bosnian")),
]
SEVERITIES = [
    ("", _("As the CVSS vectors say")),
    ("critical", _("Critical")),
    ("high", _("High")),
    ("medium", _("Medium")),
    ("low", _("Low")),
]
# Which addressees a label asks for; the others keep what was ticked, out of sight.
ADDRESSEES = {
    Label.AMBER: ("organisations", "groups", "clients"),
    Label.AMBER_STRICT: ("organisations", "groups"),
    Label.RED: ("persons",),
}
_TYPED = ("title", "lang", "summary", "actions", "body", "products", "cves", "references")


def _lines(rows: int, **more: Any) -> dict[str, Any]:
    return {"widget": forms.Textarea(attrs={"rows": rows}), "strip": False, **more}


def _boxes(queryset: Any, label: Any, help_text: Any = "") -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        queryset=queryset,
        to_field_name="uid",
        required=False,
        label=label,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


def new_key() -> str:
    """Comes with each empty form: the same key is the same draft."""
    return secrets.token_urlsafe(24)


def _language() -> str:
    return (get_language() or "sr").split("-")[0]


class DraftForm(forms.Form):
    """One advisory. After `is_valid`, `release` and `sharing` hold what the verbs take."""

    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), to_field_name="uid", empty_label=None
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    actions = forms.CharField(
        label=_("Do this now"),
        help_text=_("One step a line. Details behind a bar: Update to 2.4 | Takes ten minutes."),
        required=False,
        max_length=10_000,
        **_lines(4),
    )
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("Two or three sentences."),
        required=False,
        max_length=10_000,
        **_lines(3),
    )
    body = forms.CharField(
        label=_("Text"),
        help_text=_("Markdown works: **bold**, lists, `code`, > quote."),
        required=False,
        max_length=LONGEST,
        **_lines(10),
    )
    products = forms.CharField(
        label=_("Products"),
        help_text=_("One a line: vendor | product | affected versions | fixed in."),
        required=False,
        max_length=50_000,
        **_lines(3),
    )
    cves = forms.CharField(
        label=_("CVEs"),
        help_text=_("One a line, with the CVSS vector behind it if you know it."),
        required=False,
        max_length=50_000,
        **_lines(3),
    )
    severity = forms.ChoiceField(label=_("Severity"), choices=SEVERITIES, required=False)
    exploited = forms.BooleanField(label=_("Already used in attacks"), required=False)
    references = forms.CharField(
        label=_("References"),
        help_text=_("One a line: title | https://…"),
        required=False,
        max_length=50_000,
        **_lines(2),
    )
    written_for = forms.ChoiceField(label=_("Written for"), choices=Advisory.For)
    lang = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial=_language)
    # Chosen with buttons that send the form, so that the button can say whom it reaches.
    label = forms.ChoiceField(label=_("Label"), choices=Label, widget=forms.HiddenInput)
    organisations = _boxes(Organisation.objects.none(), _("Organisations"))
    groups = _boxes(Group.objects.none(), _("Groups"))
    clients = forms.BooleanField(
        label=_("Their clients too"),
        help_text=_("The vetted clients of the organisations above."),
        required=False,
    )
    persons = _boxes(
        Person.objects.none(),
        _("Named persons"),
        _("Nobody else reads it, besides those who write, approve and release it."),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_key)
    revision = forms.IntegerField(
        widget=forms.HiddenInput, initial=0, min_value=0, max_value=2**31 - 1
    )
    told = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(
        self,
        *args: Any,
        viewer: Viewer,
        teams: Any,
        floor: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._fields()["team"].queryset = teams
        self._fields()["team"].label_from_instance = lambda t: f"{t.organisation.name}, {t.name}"
        if len(teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.fields["team"].initial = teams[0].uid
        labels = [one for one in Label if floor is None or one.rank >= Label(floor).rank]
        self._fields()["label"].choices = [(one.value, one.label) for one in labels]
        self.fields["label"].initial = Label.AMBER if Label.AMBER in labels else labels[0]
        self._address(viewer)

    def _fields(self) -> dict[str, Any]:
        """The same as `fields`; their own types are wider than Django tells."""
        return self.fields

    def _address(self, viewer: Viewer) -> None:
        active = Organisation.objects.filter(state=Organisation.State.ACTIVE)
        for name, rows, shown in (
            ("organisations", active, "name"),
            ("groups", Group.objects.visible_to(viewer), "shown_name"),
            ("persons", nameable_people(), "name"),
        ):
            field = self._fields()[name]
            field.queryset = rows
            field.label_from_instance = lambda row, shown=shown: _word(row, shown)
            if name not in self.asked_for():
                field.widget = forms.MultipleHiddenInput()
                field.widget.choices = field.choices
        if "clients" not in self.asked_for():
            self.fields["clients"].widget = forms.HiddenInput()

    def teams(self) -> list[Team]:
        """The teams that can be chosen."""
        return list(self._fields()["team"].queryset)

    def allowed_labels(self) -> list[Label]:
        """The labels that can be chosen, mildest first."""
        return [Label(value) for value, _words in self._fields()["label"].choices]

    def chosen_label(self) -> Label:
        """The label as the form stands now; the mildest allowed where it names none."""
        value, allowed = self["label"].value(), self.allowed_labels()
        return Label(value) if value in allowed else allowed[0]

    def take_over(self, revision: int) -> None:
        """Makes the next sending of this form replace the draft of that revision."""
        data: Any = self.data.copy()
        data["revision"] = str(revision)
        self.data = data

    def renew_key(self) -> None:
        """Makes the next sending of this form an act of its own."""
        data: Any = self.data.copy()
        data["key"] = new_key()
        self.data = data

    def asked_for(self) -> tuple[str, ...]:
        """The addressee fields that the label on the form asks for."""
        return ADDRESSEES.get(self.chosen_label(), ())

    def clean_title(self) -> str:
        """Nothing unseen in it, and something to see."""
        return seen(self.cleaned_data["title"]) or self._fields()["title"].clean("")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_addressees(data)
        try:
            self.release: CanonicalRelease = short_release(
                severity=data.get("severity") or None,
                exploited=data.get("exploited", False),
                **{name: data.get(name, "") for name in _TYPED},
            )
        except ShortFormError as problem:
            for error in problem.errors:
                where = _now("Line %(number)d:") % {"number": error.line}
                self.add_error(error.field, f"{where} {error.sentence}")
        return data

    def _check_addressees(self, data: dict[str, Any]) -> None:
        label = data.get("label")
        if label in (Label.AMBER, Label.AMBER_STRICT):
            if not data.get("organisations") and not data.get("groups"):
                self.add_error("organisations", _("Choose an organisation or a group."))
        elif label == Label.RED and not data.get("persons"):
            self.add_error("persons", _("TLP:RED needs at least one named person."))

    def sharing(self, hidden: tuple[Group, ...] = ()) -> Sharing:
        """Label and recipients as the form stands, judged or not; `hidden` groups stay."""
        wanted = self.asked_for()
        rows = {name: tuple(self._ticked(name)) for name in wanted if name != "clients"}
        return Sharing(
            self.chosen_label(),
            Recipients(
                organisations=rows.get("organisations", ()),
                groups=(*rows.get("groups", ()), *hidden) if "groups" in wanted else (),
                persons=rows.get("persons", ()),
                clients="clients" in wanted and bool(self["clients"].value()),
            ),
        )

    def _ticked(self, name: str) -> Any:
        values = self[name].value() or []
        uids = {str(getattr(value, "uid", value)) for value in values}
        return [row for row in self._fields()[name].queryset if str(row.uid) in uids]


def _word(row: Any, name: str) -> str:
    value = getattr(row, name)
    return str(value() if callable(value) else value)


class ActForm(forms.Form):
    """A step on the desk page: which, on which text, with a note."""

    act = forms.ChoiceField(
        choices=[(one, one) for one in ("submit", "return", "approve", "release", "withdraw")]
    )
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    note = forms.CharField(required=False, max_length=2_000)
    reviewers = _boxes(Person.objects.none(), _("Who reviews and releases it"))
