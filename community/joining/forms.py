"""What applicants, sponsors and vetters type."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from community.models import Organisation
from community.titles import seen

from .models import Application

_DOMAIN = re.compile(r"(?!-)[^\W_](?:[\w-]{0,61}[^\W_])?(?:\.(?!-)[^\W_](?:[\w-]{0,61}[^\W_])?)+")
MOST_DOMAINS = 20
LONGEST_TEXT = 5_000


def _text(label: Any, rows: int = 6, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class StartForm(forms.Form):
    """The door: who writes, and for whom."""

    email = forms.EmailField(
        label=_("Your work e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label=_("Name of your organisation"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_name(self) -> str:
        """Nothing unseen in it, and something to see. We mail it to an address that somebody
        typed, so it leads nowhere."""
        name = seen(self.cleaned_data["name"])
        if "://" in name or "www." in name.casefold():
            raise forms.ValidationError(_("Only the name, without an address of a page."))
        return name or str(self.fields["name"].clean(""))


class AgainForm(forms.Form):
    """A new link, for an address that has an application."""

    email = forms.EmailField(
        label=_("E-mail address of the application"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SectionForm(forms.ModelForm):
    """A part of the application. Nothing is demanded before it is submitted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean(self) -> dict[str, Any]:
        """What is typed on one line stays on one: it is named in mails and lists."""
        data = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.TextInput) and isinstance(data.get(name), str):
                data[name] = seen(data[name])
        return data

    def values(self) -> dict[str, Any]:
        """What is to be saved, by column."""
        return dict(self.cleaned_data)


class OrganisationForm(SectionForm):
    """The organisation itself."""

    domains = forms.CharField(
        label=_("Domains of your organisation"),
        help_text=_("One a line, for example banka.example. Your mail should come from one."),
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    website = forms.URLField(label=_("Website"), max_length=200, assume_scheme="https")

    class Meta:
        model = Application
        fields = (
            *("name", "name_en", "kind", "sector", "country", "registration_number"),
            *("address", "website"),
        )
        labels = {"country": _("Country, as a two-letter code")}
        help_texts = {
            "country": _("For example RS, ME, BA, MK, AL, HR."),
            "registration_number": _("As in the public register of your country."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domains"].initial = "\n".join(self.instance.domains)
        self.fields["kind"].choices = [("", _now("Choose one")), *Organisation.Kind.choices]
        self.fields["country"].widget.attrs |= {"maxlength": 2, "autocomplete": "country"}

    def clean_name(self) -> str:
        """The application keeps a name: the one it began with, if this one is emptied."""
        return seen(self.cleaned_data["name"]) or str(self.initial["name"])

    def clean_country(self) -> str:
        """Two letters."""
        code = str(self.cleaned_data["country"]).strip().upper()
        if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(_("Two letters, for example RS."))
        return code

    def clean_domains(self) -> list[str]:
        """Bare domain names, each once; an address of a page or mail becomes its domain."""
        typed = (line.strip().lower() for line in self.cleaned_data["domains"].splitlines())
        names = list(dict.fromkeys(map(_bare, filter(None, typed))))
        wrong = [name for name in names if len(name) > 253 or not _DOMAIN.fullmatch(name)]
        if wrong:
            raise forms.ValidationError(
                _now("This is no domain: %(name)s") % {"name": wrong[0][:60]}
            )
        if len(names) > MOST_DOMAINS:
            raise forms.ValidationError(_("Twenty domains are enough."))
        return names


def _bare(line: str) -> str:
    without = line.partition("://")[2] or line
    host = without.partition("/")[0].rpartition("@")[2]
    return host.removeprefix("www.").rstrip(".")


class ReasonsForm(SectionForm):
    """Why they want to join."""

    why = _text(
        _("Why does your organisation want to join, and what will it bring?"),
        10,
        _("What you protect, who in your house would take part, what you could share."),
    )

    class Meta:
        model = Application
        fields = ("why",)


class ContactForm(SectionForm):
    """Who speaks for the organisation."""

    class Meta:
        model = Application
        fields = ("contact_name", "contact_position", "contact_phone")
        labels = {
            "contact_name": _("Name"),
            "contact_position": _("Position"),
            "contact_phone": _("Telephone"),
        }


class SponsorsForm(forms.Form):
    """Members who vouch for them, as typed text: the list of members is not shown to anybody."""

    def __init__(self, *args: Any, instance: Application, needed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [*instance.sponsors, *[""] * needed]
        for number in range(1, max(needed, len(instance.sponsors)) + 1):
            self.fields[f"sponsor_{number}"] = forms.CharField(
                label=_now("Sponsor %(n)d") % {"n": number},
                help_text=_("The e-mail address of a person there, or the organisation's name."),
                max_length=254,
                required=False,
                initial=known[number - 1],
            )

    def values(self) -> dict[str, Any]:
        """What is to be saved, by column."""
        typed = [seen(str(value)) for value in self.cleaned_data.values()]
        return {"sponsors": [one for one in dict.fromkeys(typed) if one]}


class SubmitForm(forms.Form):
    """The last step."""

    agrees = forms.BooleanField(
        label=_(
            "I may speak for this organisation, and I agree that the network uses what is "
            "written here to decide on the application, and shows it to those who decide and "
            "to the sponsors named."
        )
    )


class AnswerForm(forms.Form):
    """The applicant's answer to a question."""

    answer = _text(_("Your answer"))


class SponsorForm(forms.Form):
    """One more sponsor."""

    typed = forms.CharField(
        label=_("Another sponsor"),
        help_text=_("The e-mail address of a person there, or the organisation's name."),
        max_length=254,
    )

    def clean_typed(self) -> str:
        """On one line."""
        return seen(self.cleaned_data["typed"]) or str(self.fields["typed"].clean(""))


class VouchForm(forms.Form):
    """A sponsor's word."""

    vouches = forms.ChoiceField(
        label=_("Do you vouch for them?"),
        choices=[
            ("yes", _("Yes, I know them and would share with them")),
            ("no", _("No, or I do not know them well enough")),
        ],
        widget=forms.RadioSelect,
    )
    reason = _text(
        _("Why"), 4, _("Those who decide read it. The applicant does not."), required=True
    )


class BallotForm(forms.Form):
    """A vetter's vote."""

    in_favour = forms.ChoiceField(
        label=_("Your vote"),
        choices=[("yes", _("Admit them")), ("no", _("Refuse them"))],
        widget=forms.RadioSelect,
    )
    reason = _text(_("Your reason, for those who vet"), 3)
    to_applicant = _text(
        _("For the applicant"),
        3,
        _("Mailed to them if they are refused; needed for a refusal."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("in_favour") == "no" and not data.get("to_applicant"):
            self.add_error("to_applicant", _("Write for the applicant why you refuse."))
        return data


class QuestionForm(forms.Form):
    """A question to the applicant."""

    text = _text(_("Your question"), 3, _("It is mailed to them; the case rests meanwhile."))


class FindForm(forms.Form):
    """Who a sponsor is."""

    email = forms.EmailField(label=_("E-mail address of a member"), max_length=254)
