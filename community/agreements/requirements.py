"""What places and labels ask a person and their organisation to have accepted. Reads only.

`community.holdings` asks it: an unmet requirement of a group keeps the group's tokens back, an
unmet one of a label shortens the reach of every token of the seat.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from community.access.tlp import Label
from community.access.tokens import Partition
from community.models import Acceptance, Agreement, Person, Seat
from community.standing import OPEN_END, earliest, fulfilled_until

from .models import AgreementGate

# What is shut first when a label's agreement was not accepted: TLP:RED names persons and seats,
# every other token stops below the partition of the label that asks.
_PERSONAL = ("usr:", "seat:")


class Requirements:
    """The requirements in force for one person, read once. Two queries, one where none is set."""

    def __init__(self, person: Person, seats: Iterable[Seat], now: datetime) -> None:
        gates = AgreementGate.objects.select_related("agreement")
        self._gates = list(gates.prefetch_related("agreement__versions"))
        self._now = now
        self._accepted = _accepted(person, seats, self._gates) if self._gates else {}

    def group_end(self, group_id: int, seat: Seat) -> datetime | None:
        """Until when the seat's person may enter the group; None for not now."""
        return self._end((one for one in self._gates if one.group_id == group_id), seat)

    def reaches(self, token: str, seat: Seat) -> dict[int, datetime | None]:
        """By partition, until when `token` opens it through this seat; None for not now."""
        labels = {Partition.RESTRICTED: {Label.AMBER.value}}
        strict = {Label.AMBER.value, Label.AMBER_STRICT.value}
        if token.startswith(_PERSONAL):
            strict.add(Label.RED.value)
        labels[Partition.STRICT] = strict
        return {int(Partition.NETWORK): OPEN_END} | {
            int(partition): self._end((one for one in self._gates if one.label in asked), seat)
            for partition, asked in labels.items()
        }

    def _end(self, gates: Iterable[AgreementGate], seat: Seat) -> datetime | None:
        ends = [self._fulfilled(gate.agreement, seat) for gate in gates]
        if any(end is None or end <= self._now for end in ends):
            return None
        return earliest(*ends)

    def _fulfilled(self, agreement: Agreement, seat: Seat) -> datetime | None:
        own = agreement.scope == Agreement.Scope.PERSON
        whose = None if own else seat.organisation_id
        number = self._accepted.get((agreement.pk, whose), 0)
        return fulfilled_until(agreement.versions.all(), number, self._now)


def _accepted(
    person: Person, seats: Iterable[Seat], gates: Sequence[AgreementGate]
) -> dict[tuple[int, int | None], int]:
    """The newest version accepted, by agreement and organisation (None: the person's own)."""
    organisations = [seat.organisation_id for seat in seats]
    rows = Acceptance.objects.filter(
        Q(organisation=None, person=person) | Q(organisation__in=organisations),
        ended_at=None,
        version__agreement__in={gate.agreement_id for gate in gates},
    )
    numbers: dict[tuple[int, int | None], int] = defaultdict(int)
    for agreement, whose, number in rows.values_list(
        "version__agreement", "organisation", "version__number"
    ):
        numbers[agreement, whose] = max(number, numbers[agreement, whose])
    return numbers
