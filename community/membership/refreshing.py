"""Standing and holdings, written anew from the dated rows."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.access.models import Holding
from community.holdings import derive
from community.models import Organisation, Person
from community.standing import standing


@transaction.atomic
def refresh(person: Person, now: datetime | None = None) -> None:
    """Writes standing and holdings of `person` anew from the dated rows."""
    now = now or timezone.now()
    # Two acts on one person come one after the other: the later one sees the earlier's rows.
    Person.objects.select_for_update().get(pk=person.pk)
    person.refresh_from_db(fields=["state", "is_active", "membership_version"])
    person.standing_until = standing(person, now)
    person.membership_version += 1
    person.save(update_fields=["standing_until", "membership_version"])
    Holding.objects.filter(person=person).delete()
    Holding.objects.bulk_create(
        Holding(person=person, name=held.name, since=held.since, until=held.until, reach=held.reach)
        for held in derive(person, now)
    )


def refresh_if_stale(person: Person, now: datetime | None = None) -> bool:
    """As `refresh`, only if time alone has made the rows untrue; tells whether it had."""
    now = now or timezone.now()
    rows = Holding.objects.filter(person=person)
    kept = set(rows.values_list("name", "since", "until", "reach"))
    true = {(held.name, held.since, held.until, held.reach) for held in derive(person, now)}
    if kept == true and person.standing_until == standing(person, now):
        return False
    refresh(person, now)
    return True


def refresh_organisation(organisation: Organisation, now: datetime | None = None) -> None:
    """As `refresh`, for everybody who has or had a seat in `organisation`."""
    for person in Person.objects.filter(seats__organisation=organisation).distinct():
        refresh(person, now)
