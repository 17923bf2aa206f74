"""Standing: whether and until when somebody counts as a member. Reads rows, writes none.

A person stands through a seat: vetted and active themselves, the organisation active, the
seat not ended, and every required agreement accepted by the organisation and the person.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import QuerySet

from .models import Acceptance, Agreement, AgreementVersion, Organisation, Person, Seat

# No end in sight; a date so that `standing_until > now` is the only question asked.
OPEN_END = datetime(9999, 12, 31, tzinfo=UTC)


def earliest(*ends: datetime | None) -> datetime:
    """The first of the given ends; an empty one is open."""
    return min((end for end in ends if end is not None), default=OPEN_END)


def standing(person: Person, now: datetime) -> datetime | None:
    """Until when `person` has standing, or None for not at all at `now`."""
    ends = [end for _seat, end in standing_seats(person, now)]
    return max(ends, default=None)


def standing_seats(person: Person, now: datetime) -> list[tuple[Seat, datetime]]:
    """The seats through which `person` stands at `now`, each with its end."""
    if person.state != Person.State.VETTED or not person.is_active:
        return []
    own_end = agreements_end(Agreement.Scope.PERSON, now, person=person)
    if own_end is None:
        return []
    found = []
    for seat in open_seats(person, now):
        signed = agreements_end(Agreement.Scope.ORGANISATION, now, organisation=seat.organisation)
        if signed is None:
            continue
        end = earliest(seat.until, seat.organisation.active_until, signed, own_end)
        if end > now:
            found.append((seat, end))
    return found


def open_seats(person: Person, now: datetime) -> QuerySet[Seat]:
    """Seats of `person` that have begun and not ended, in active organisations."""
    begun = Seat.objects.filter(person=person, since__lte=now)
    return (
        begun.exclude(until__lte=now)
        .filter(organisation__state=Organisation.State.ACTIVE)
        .select_related("organisation")
    )


def agreements_end(
    scope: str,
    now: datetime,
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
) -> datetime | None:
    """Until when the required agreements of `scope` are fulfilled; None if one is not."""
    accepted = Acceptance.objects.filter(organisation=organisation, ended_at=None)
    if person is not None:
        accepted = accepted.filter(person=person)
    numbers: dict[int, int] = {}
    for agreement_id, number in accepted.values_list("version__agreement_id", "version__number"):
        numbers[agreement_id] = max(number, numbers.get(agreement_id, 0))
    ends: list[datetime] = []
    for agreement in Agreement.objects.filter(scope=scope, required=True).prefetch_related(
        "versions"
    ):
        end = fulfilled_until(agreement.versions.all(), numbers.get(agreement.pk, 0), now)
        if end is None or end <= now:
            return None
        ends.append(end)
    return earliest(*ends)


def fulfilled_until(
    versions: Iterable[AgreementVersion], accepted: int, now: datetime
) -> datetime | None:
    """Who accepted none is asked from the day a version is in force; a newer one sets a date.

    Versions that come later count already, so that their day ends a standing by itself.
    """
    if not accepted:
        begins = earliest(*(version.in_force_from for version in versions))
        return None if begins <= now else begins
    newer = [version for version in versions if version.number > accepted]
    return earliest(*(max(version.accept_by, version.in_force_from) for version in newer))
