"""Whose seats or inheritances have begun by their date, without anybody writing a row.

What ends needs no such search: holdings and standing carry their ends.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from .access.models import Holding
from .access.tokens import org
from .holdings import heirs_of
from .models import Lineage, Organisation, Person, Seat

# A beginning that no worker saw within this time is found by `refresh` alone.
LOOKING_BACK = timedelta(days=30)


def people_due(now: datetime) -> Iterator[Person]:
    """Vetted persons of active organisations to whom a beginning has brought no token yet."""
    since = now - LOOKING_BACK
    seats = open_seats(now)
    own = _without(seats.filter(since__gt=since), F("organisation"))
    found = set(own.values_list("person", flat=True))
    begun = Lineage.objects.filter(
        kind=Lineage.Kind.SUCCESSION, date__gt=since, date__lte=now
    ).values_list("successor", "predecessor")
    for successor, predecessor in begun:
        heirs = seats.filter(organisation__in={successor} | heirs_of(successor, now))
        found.update(_without(heirs, Value(predecessor)).values_list("person", flat=True))
    yield from Person.objects.filter(pk__in=found).order_by("pk")


def open_seats(now: datetime) -> QuerySet[Seat]:
    """Seats that have begun and not ended, of whom a token could be due to."""
    begun = Seat.objects.filter(
        since__lte=now,
        organisation__state=Organisation.State.ACTIVE,
        person__state=Person.State.VETTED,
        person__is_active=True,
    )
    return begun.exclude(until__lte=now)


def _without(seats: QuerySet[Seat], number: Any) -> QuerySet[Seat]:
    """Those whose person does not hold the token of organisation `number`."""
    wanted = Concat(Value(org(0)[:-1]), Cast(number, CharField()))
    held = Holding.objects.filter(person=OuterRef("person"), name=OuterRef("wanted"))
    return seats.annotate(wanted=wanted).filter(~Exists(held))
