"""The composer: what somebody types, whom it reaches, for which organisation."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.access.tlp import Label
from community.markup import LONGEST
from community.models import Group, Organisation, Person
from community.on_behalf import organisations_in_group
from community.titles import seen

from .audience import labels_in
from .models import Topic
from .reading import nameable_by

# Languages members write in; the script is told from the letters.
CONTENT_LANGUAGES = [
    ("sr", _("Serbian")),
    ("en", _("English")),
    ("sq", _("Albanian")),
    ("mk", _("Macedonian")),
    ("bs", _("Bosnian")),
]


def new_key() -> str:
    """Comes with each composer: the same key is the same post."""
    return secrets.token_urlsafe(24)


def _language() -> str:
    return (get_language() or "sr").split("-")[0]


class ComposerForm(forms.Form):
    """A post in a topic."""

    text = forms.CharField(
        label=_("Your text"),
        help_text=_("Markdown works: **bold**, lists, `code`, > quote."),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    lang = forms.ChoiceField(
        label=_("Language of your text"), choices=CONTENT_LANGUAGES, initial=_language
    )
    on_behalf_of = forms.ModelChoiceField(
        label=_("On behalf of"), queryset=Organisation.objects.none(), to_field_name="uid"
    )
    sealed = forms.BooleanField(
        label=_("Without my name"),
        help_text=_("Readers see a letter instead of you and your organisation."),
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_key)

    def __init__(self, *args: Any, group: Group, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = organisations_in_group(person, group)
        field = self.fields["on_behalf_of"]
        field.queryset = Organisation.objects.filter(pk__in=[o.pk for o in organisations])
        field.label_from_instance = lambda organisation: organisation.name
        field.empty_label = None if organisations else "–"
        if len(organisations) == 1:
            field.widget = forms.HiddenInput()
            field.initial = organisations[0].uid

    def renew_key(self) -> None:
        """Makes the next sending of this form an act of its own."""
        data: Any = self.data.copy()
        data["key"] = new_key()
        self.data = data

    def clean_text(self) -> str:
        """Blank space is no text, but what was typed stays as typed."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text


class TopicForm(ComposerForm):
    """A new topic with its first post."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("What is it?"), choices=Topic.Kind)
    # Chosen with buttons that send the form, so that the send button can say whom it reaches.
    label = forms.ChoiceField(label=_("Label"), choices=Label, widget=forms.HiddenInput)
    named = forms.ModelMultipleChoiceField(
        label=_("Named persons"),
        help_text=_("For TLP:RED only: nobody else will see that the topic exists."),
        queryset=Person.objects.none(),
        to_field_name="uid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("title", "kind", "label", "named", "text", "lang", "on_behalf_of", "sealed")

    def __init__(self, *args: Any, group: Group, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, group=group, person=person, **kwargs)
        labels = labels_in(group)
        self.fields["label"].choices = [(label.value, label.label) for label in labels]
        self.fields["label"].initial = Label.AMBER if Label.AMBER in labels else labels[-1]
        named = self.fields["named"]
        if Label.RED in labels:
            named.queryset = nameable_by(person, group)
            named.label_from_instance = lambda other: other.name
        else:
            del self.fields["named"]

    def clean_title(self) -> str:
        """Nothing unseen in it, and something to see."""
        return seen(self.cleaned_data["title"]) or self.fields["title"].clean("")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("label") == Label.RED and not data.get("named"):
            self.add_error("named", _("TLP:RED needs at least one other named person."))
        return data
