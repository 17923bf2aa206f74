"""What is read of logins: by the person themselves, and by the office's dashboard."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from community.enrolment import factors_of
from community.models import Person

from .models import FactorReset, Login

SHOWN_DAYS = 30
SHOWN_ROWS = 20
# Unusual is at least ten logins within a day, and five times what the person has in a day.
FEWEST = 10
TIMES = 5
USUAL_DAYS = 28


@dataclass(frozen=True, slots=True)
class Unusual:
    """Somebody whose logins the office may want to ask about.

    kind: `country` (from one that is new for them) or `count` (many times their usual count).
    """

    kind: str
    person: Person
    at: datetime
    country: str = ""
    count: int = 0
    usual: float = 0.0


def logins_of(person: Person) -> list[Login]:
    """One's own last attempts, failures too: 20 rows of 30 days, newest first."""
    since = timezone.now() - timedelta(days=SHOWN_DAYS)
    return list(
        Login.objects.filter(person=person, at__gt=since).order_by("-at", "uid")[:SHOWN_ROWS]
    )


def unusual_access(now: datetime, days: int = 7) -> list[Unusual]:
    """Logins of the last `days` days from a country that was new for the person, and people
    with many times their usual count of logins in the last 24 hours.

    The usual count is that of the 28 days before, by day; below ten logins nothing is
    unusual. For the secretariat, whose page asks for the role. Two queries.
    """
    return [*_from_new_countries(now, days), *_many_times(now)]


def _from_new_countries(now: datetime, days: int) -> list[Unusual]:
    rows = _successful().filter(new_country=True, at__gt=now - timedelta(days=days), at__lte=now)
    return [
        Unusual("country", row.person, row.at, country=row.country)
        for row in rows.select_related("person").order_by("-at", "uid")
        if row.person
    ]


def _many_times(now: datetime) -> list[Unusual]:
    today = now - timedelta(days=1)
    before = today - timedelta(days=USUAL_DAYS)
    rows = Person.objects.filter(logins__outcome=Login.Outcome.IN, logins__at__lte=now).annotate(
        lately=Count("logins", filter=Q(logins__at__gt=today)),
        earlier=Count("logins", filter=Q(logins__at__gt=before, logins__at__lte=today)),
    )
    found = [
        Unusual("count", person, now, count=person.lately, usual=person.earlier / USUAL_DAYS)
        for person in rows.filter(lately__gte=FEWEST).order_by("-lately", "uid")
    ]
    return [one for one in found if one.count >= TIMES * one.usual]


def _successful() -> QuerySet[Login]:
    return Login.objects.filter(outcome=Login.Outcome.IN)


def open_resets(person: Person) -> list[FactorReset]:
    """The new enrolments that were asked for or confirmed and are not used yet."""
    rows = FactorReset.objects.filter(
        person=person,
        state__in=(FactorReset.State.ASKED, FactorReset.State.CONFIRMED),
        ends_at__gt=timezone.now(),
    )
    return list(rows.select_related("asked_by", "decided_by").order_by("-asked_at", "uid"))


def kinds_of_factors(person: Person) -> list[str]:
    """Which factors that open a login `person` has, each kind once."""
    return sorted(set(factors_of(person)))
