"""The form on which a person says what they want to be mailed, and when."""

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from community.models import Person
from community.notify import subscribing
from community.notify.choosing import Ask, Choices
from community.notify.models import Concern, Interval, MailHours
from community.notify.models.subscriptions import COLLECTED

from .rows import AS_ABOVE, Row, Section, chosen

CLOCK = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class ChoicesForm(forms.Form):
    """One select a row."""

    def __init__(self, *args: Any, rows: Iterable[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = tuple(rows)
        for row in self.rows:
            above = [(AS_ABOVE, row.above)] if row.above else []
            self.fields[row.name] = forms.ChoiceField(
                label=row.label,
                choices=[*above, *Interval.choices],
                initial=row.value,
            )

    def wanted(self) -> dict[Ask, str | None]:
        """The typed choices, as `subscribing.choose` takes them."""
        return {row.ask: chosen(row, self.cleaned_data[row.name]) for row in self.rows}


class MailForm(ChoicesForm):
    """All choices of a person, quiet hours and the hour of digests."""

    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=CLOCK)
    quiet_until = forms.TimeField(label=_("Quiet until"), required=False, widget=CLOCK)
    digest_hour = forms.TypedChoiceField(
        label=_("Collected mail comes at"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
    )
    digest_weekday = forms.TypedChoiceField(
        label=_("Weekly mail comes on"), choices=list(WEEKDAYS.items()), coerce=int
    )
    time_zone = forms.ChoiceField(label=_("Your time zone"))
    digests = forms.MultipleChoiceField(
        label=_("Collected mail that I want"),
        choices=[(one.value, one.label) for one in COLLECTED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        sections: list[Section],
        person: Person,
        hours: MailHours,
        choices: Choices,
        **kwargs: Any,
    ) -> None:
        rows = [row for section in sections for row in section.rows]
        super().__init__(*args, rows=rows, **kwargs)
        self.sections = sections
        self.fields["time_zone"].choices = [(zone, zone) for zone in _zones(person.time_zone)]
        ended = [one for one in COLLECTED if _ended(choices, one)]
        self.initial = dict(self.initial) | {
            "quiet_from": hours.quiet_from,
            "quiet_until": hours.quiet_until,
            "digest_hour": hours.digest_hour,
            "digest_weekday": hours.digest_weekday,
            "time_zone": person.time_zone or settings.NETWORK_TIME_ZONE,
            "digests": [one.value for one in COLLECTED if one not in ended],
        }

    def parts(self) -> Iterator[tuple[Section, list[forms.BoundField]]]:
        """The sections with their fields, for the page."""
        for section in self.sections:
            yield section, [self[row.name] for row in section.rows]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("quiet_from") is None) != (data.get("quiet_until") is None):
            missing = "quiet_until" if data.get("quiet_from") else "quiet_from"
            if missing not in self.errors:
                self.add_error(missing, _("Quiet hours need a beginning and an end."))
        return data

    def save(self, person: Person) -> None:
        """Hands everything to the verbs."""
        data = self.cleaned_data
        ended = {
            (str(Concern.DIGEST), one.value): None if one.value in data["digests"] else "never"
            for one in COLLECTED
        }
        subscribing.choose(person, self.wanted() | ended)
        subscribing.set_hours(
            person,
            quiet_from=data["quiet_from"],
            quiet_until=data["quiet_until"],
            digest_hour=data["digest_hour"],
            digest_weekday=data["digest_weekday"],
            time_zone=data["time_zone"],
        )


def _zones(own: str) -> list[str]:
    """Europe's zones, and the person's own and the network's wherever they are."""
    near = {zone for zone in available_timezones() if zone.startswith("Europe/")}
    wanted = near | {"UTC", settings.NETWORK_TIME_ZONE, own}
    return sorted(wanted & (available_timezones() | {"UTC"}))


def _ended(choices: Choices, interval: str) -> bool:
    return choices.get((Concern.DIGEST, interval)) == Interval.NEVER
