"""Who reads an advisory: at the desk while it is a draft, at large once it is released."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from community.access.mixins import AddresseeKind
from community.access.tlp import Label
from community.access.tokens import Addressees, Audience, at_desk, at_large, audience
from community.models import Group, Organisation, Person, Seat
from community.on_behalf import people_at_desk
from community.readers import readers_of, readers_of_audience

from .models import Advisory, AdvisoryAddressee, Hand


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom an advisory is for, as its author chose them; a union."""

    organisations: tuple[Organisation, ...] = ()
    groups: tuple[Group, ...] = ()
    persons: tuple[Person, ...] = ()
    clients: bool = False

    @property
    def keys(self) -> Addressees:
        """The same as database keys, for the token logic."""
        return Addressees(
            organisations=frozenset(row.pk for row in self.organisations),
            groups=frozenset(row.pk for row in self.groups),
            persons=frozenset(row.pk for row in self.persons),
            clients=self.clients,
        )


@dataclass(frozen=True, slots=True)
class Sharing:
    """A label with the recipients it is meant for."""

    label: Label
    recipients: Recipients = field(default_factory=Recipients)


def desk_audience(advisory: Advisory, label: str, hands: Iterable[int]) -> Audience:
    """Who may see the draft. A foreign document without a team waits for nobody."""
    if advisory.team_id is None:
        return audience(label, ())
    return at_desk(label, team=advisory.team_id, hands=hands)


def release_audience(advisory: Advisory, hands: Iterable[int]) -> Audience:
    """Who reads the releases, from the label and the addressee rows as they are saved."""
    return at_large(advisory.label, addressees_of(advisory), team=advisory.team_id, hands=hands)


def addressees_of(advisory: Advisory) -> Addressees:
    """The addressee rows of an advisory as keys."""
    targets: dict[str, set[int]] = {kind: set() for kind in AddresseeKind.values}
    for kind, target in advisory.addressees.values_list("kind", "target"):
        targets[kind].add(target)
    return Addressees(
        organisations=frozenset(targets[AddresseeKind.ORGANISATION]),
        groups=frozenset(targets[AddresseeKind.GROUP]),
        persons=frozenset(targets[AddresseeKind.PERSON]),
        clients=advisory.clients,
    )


def recipients_of(advisory: Advisory) -> Recipients:
    """The addressee rows of an advisory as things, for the form."""
    keys = addressees_of(advisory)
    return Recipients(
        organisations=tuple(Organisation.objects.filter(pk__in=keys.organisations)),
        groups=tuple(Group.objects.filter(pk__in=keys.groups)),
        persons=tuple(Person.objects.filter(pk__in=keys.persons)),
        clients=advisory.clients,
    )


def hands_of(advisory: Advisory) -> set[int]:
    """Who wrote, reviewed, approved and released, and still sits at the desk; under RED they
    stand for the team."""
    seated = people_at_desk(advisory.team_id)
    rows = Hand.objects.filter(advisory=advisory, person__in=seated)
    return set(rows.values_list("person_id", flat=True))


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people read something, and of how many organisations. For the sender's side."""

    people: int
    organisations: int


def reach(sharing: Sharing, *, team_id: int | None, sender: int) -> Reach:
    """Whom a release under this sharing would reach besides the sender. Two queries."""
    to = sharing.recipients.keys
    wanted = at_large(sharing.label, to, team=team_id, hands=(sender,))
    return _counted(readers_of_audience(wanted).exclude(pk=sender))


def reach_of(acl_id: int) -> Reach:
    """Whom something with this audience reaches. Two queries."""
    return _counted(readers_of(acl_id))


def _counted(people: QuerySet[Person]) -> Reach:
    now = timezone.now()
    seats = Seat.objects.filter(person__in=people, since__lte=now).exclude(until__lte=now)
    organisations = seats.order_by().values("organisation").distinct().count()
    return Reach(people.count(), organisations)


def write_addressees(
    advisory: Advisory, recipients: Recipients, by: Person, now: datetime | None = None
) -> None:
    """Makes the rows say what `recipients` says; rows that stay keep who added them and when."""
    wanted = {
        *((AddresseeKind.ORGANISATION, row.pk) for row in recipients.organisations),
        *((AddresseeKind.GROUP, row.pk) for row in recipients.groups),
        *((AddresseeKind.PERSON, row.pk) for row in recipients.persons),
    }
    present = {(row.kind, row.target): row for row in advisory.addressees.all()}
    for key in present.keys() - wanted:
        present[key].delete()
    AdvisoryAddressee.objects.bulk_create(
        AdvisoryAddressee(
            advisory=advisory,
            kind=kind,
            target=target,
            added_by=by,
            added_at=now or timezone.now(),
        )
        for kind, target in sorted(wanted - present.keys())
    )
