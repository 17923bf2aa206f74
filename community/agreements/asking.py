"""What is asked of one person: what to sign, for whom, by when. Reads only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from community.access.tlp import Label
from community.models import Acceptance, Agreement, AgreementVersion, Group, Organisation, Person
from community.models import Seat as OrganisationSeat
from community.standing import fulfilled_until, open_seats

from .knowing import seats_in_groups
from .models import gates_of
from .rendering import title_in


@dataclass(frozen=True, slots=True)
class Ask:
    """One signature that is missing.

    organisation: on whose behalf, None for the person. accepted: the version number accepted
    before, 0 for none. due: when the door closes; None where it is shut until this is signed.
    may_sign: False where only an administrator of the organisation can.
    """

    agreement: Agreement
    version: AgreementVersion
    title: str
    organisation: Organisation | None
    accepted: int
    due: datetime | None
    may_sign: bool
    labels: tuple[Label, ...] = ()
    groups: tuple[Group, ...] = ()


def asks_of(person: Person, now: datetime | None = None) -> list[Ask]:
    """What is to be signed by `person` or in their organisations, what is due first.

    Nothing before they are vetted. Six queries, however much there is.
    """
    now = now or timezone.now()
    if person.state != Person.State.VETTED or not person.is_active:
        return []
    seats = list(open_seats(person, now))
    inside: dict[int, set[int]] = defaultdict(set)
    for group, organisation in seats_in_groups(person.pk).values_list(
        "group", "seat__organisation"
    ):
        inside[group].add(organisation)
    agreements = list(_asked(set(inside)))
    accepted = _accepted(person, seats, agreements)
    found = []
    for agreement in agreements:
        for seat in _subjects(agreement, seats, inside):
            whose = seat.organisation if seat else None
            number = accepted.get((agreement.pk, whose.pk if whose else None), 0)
            ask = _ask(agreement, seat, number, now, set(inside))
            found += [ask] if ask else []
    return sorted(found, key=_order)


def _asked(groups: set[int]) -> QuerySet[Agreement]:
    mine = Q(gates__group__in=groups) | Q(gates__isnull=False, gates__group=None)
    rows = Agreement.objects.filter(Q(required=True) | mine).distinct()
    return rows.prefetch_related("versions__texts", "gates__group").order_by("key")


def _accepted(
    person: Person, seats: list[OrganisationSeat], agreements: list[Agreement]
) -> dict[tuple[int, int | None], int]:
    """The newest accepted number by agreement and organisation (None: for oneself)."""
    rows = Acceptance.objects.filter(
        Q(organisation=None, person=person)
        | Q(organisation__in=[seat.organisation_id for seat in seats]),
        ended_at=None,
        version__agreement__in=agreements,
    )
    numbers = rows.values("version__agreement", "organisation").annotate(n=Max("version__number"))
    return {(row["version__agreement"], row["organisation"]): row["n"] for row in numbers}


def _subjects(
    agreement: Agreement, seats: list[OrganisationSeat], inside: dict[int, set[int]]
) -> list[OrganisationSeat | None]:
    """For whom: the person (None), or each organisation that the requirement is about."""
    if agreement.scope == Agreement.Scope.PERSON:
        return [None]
    gates = gates_of(agreement)
    if agreement.required or any(gate.group_id is None for gate in gates):
        return list(seats)
    wanted = set().union(*(inside.get(gate.group_id or 0, set()) for gate in gates))
    return [seat for seat in seats if seat.organisation_id in wanted]


def _ask(
    agreement: Agreement,
    seat: OrganisationSeat | None,
    accepted: int,
    now: datetime,
    inside: set[int],
) -> Ask | None:
    versions = list(agreement.versions.all())
    if not versions or accepted >= versions[0].number:
        return None
    gates = gates_of(agreement)
    return Ask(
        agreement=agreement,
        version=versions[0],
        title=title_in(versions[0].texts.all(), versions[0].binding_language),
        organisation=seat.organisation if seat else None,
        accepted=accepted,
        due=_due(fulfilled_until(versions, accepted, now), now),
        may_sign=seat is None or seat.role == OrganisationSeat.Role.ADMINISTRATOR,
        labels=tuple(Label(gate.label) for gate in gates if gate.label),
        groups=tuple(gate.group for gate in gates if gate.group and gate.group_id in inside),
    )


def _due(end: datetime | None, now: datetime) -> datetime | None:
    return end if end is not None and end > now else None


def _order(ask: Ask) -> tuple[bool, float, str, str]:
    name = ask.organisation.name if ask.organisation else ""
    return (ask.due is not None, ask.due.timestamp() if ask.due else 0.0, name, ask.agreement.key)
