"""What the address of the log asks for: filters and the place in it."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Entry
from .verbs import CATEGORIES, REFUSED, VERBS, names_in

LARGEST = 2**53


def _categories() -> list[tuple[str, str | Promise]]:
    return [("", _("all")), *CATEGORIES.items()]


class FilterForm(forms.Form):
    """Who, on what, which sort of act, from which day to which (UTC)."""

    actor = forms.CharField(
        label=_("Who"), required=False, max_length=254, help_text=_("A uid or a mail address.")
    )
    thing = forms.CharField(
        label=_("On what"), required=False, max_length=100, help_text=_("The uid of a thing.")
    )
    category = forms.ChoiceField(label=_("Category"), required=False, choices=_categories)
    verb = forms.CharField(label=_("Act"), required=False, max_length=100)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verbs = forms.Select(choices=[("", _("all")), *((name, name) for name in sorted(VERBS))])
        self.fields["verb"].widget = verbs


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters, and the row before or after which the page lies (0: none)."""

    actor: str = ""
    thing: str = ""
    category: str = ""
    verb: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int = 0
    after: int = 0

    @property
    def pairs(self) -> dict[str, str]:
        """The filters that are on, as they stand in an address."""
        days = {
            "since": self.since.date().isoformat() if self.since else "",
            "until": (self.until - timedelta(days=1)).date().isoformat() if self.until else "",
        }
        words = {name: getattr(self, name) for name in ("actor", "thing", "category", "verb")}
        return {name: value for name, value in (words | days).items() if value}

    def address(self, **place: int) -> str:
        """The query string with these filters and another place."""
        return f"?{urlencode(self.pairs | place)}"

    @property
    def rows(self) -> QuerySet[Entry]:
        """The rows that fit the filters, newest first, wherever the page lies."""
        rows = Entry.objects.order_by("-seq")
        if self.actor:
            rows = rows.filter(actor_id__in=_ids_of(self.actor))
        if self.thing:
            rows = rows.filter(uid=self.thing.lower())
        if self.category:
            rows = rows.filter(_in_category(self.category))
        if self.verb:
            rows = rows.filter(verb__in=[self.verb, REFUSED + self.verb])
        if self.since:
            rows = rows.filter(at__gte=self.since)
        return rows.filter(at__lt=self.until) if self.until else rows


def asked(form: FilterForm, query: QueryDict) -> Asked:
    """Reads a bound form and the place; without filters while the form has errors."""
    before, after = (_number(query.get(name, "")) for name in ("before", "after"))
    if not form.is_valid():
        return Asked(before=before, after=after)
    data = form.cleaned_data
    return Asked(
        actor=data["actor"].strip(),
        thing=data["thing"].strip(),
        category=data["category"],
        verb=data["verb"].strip(),
        since=_midnight(data["since"]),
        until=_midnight(data["until"], plus=1),
        before=before,
        after=after,
    )


def _number(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 16 and int(text) <= LARGEST):
        raise Http404
    return int(text)


def _midnight(day: date | None, plus: int = 0) -> datetime | None:
    return datetime.combine(day + timedelta(days=plus), time.min, UTC) if day else None


def _ids_of(actor: str) -> list[str]:
    """A uid as it is typed; the uid of whoever has this mail address."""
    from community.models import Person

    if "@" in actor:
        people = Person.objects.filter(email__iexact=actor).values_list("uid", flat=True)
        return [str(uid) for uid in people]
    try:
        return [str(uuid.UUID(actor))]
    except ValueError:
        return [actor]


def _in_category(category: str) -> Q:
    if category == "refusal":
        return Q(verb__startswith=REFUSED)
    return Q(verb__in=list(names_in(category)))
