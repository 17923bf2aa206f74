"""Which provider speaks for an address, and whether it still may. Reads only."""

from django.db.models import QuerySet
from django.utils import timezone

from community.models import Organisation, OrganisationDomain, Person, Seat
from community.standing import open_seats

from .models import Provider


def usable_providers() -> QuerySet[Provider]:
    """Confirmed by the secretariat, of organisations that are active now."""
    rows = Provider.objects.filter(state=Provider.State.ENABLED, app__isnull=False)
    rows = rows.filter(organisation__state=Organisation.State.ACTIVE)
    return rows.exclude(organisation__active_until__lte=timezone.now())


def domain_of(address: str) -> str:
    """What stands behind the last @, in lower case; a part of a domain is another domain."""
    return address.strip().lower().rpartition("@")[2].rstrip(".")


def speaks_for(provider: Provider, address: str) -> bool:
    """Whether the address lies in a domain that the provider's organisation has confirmed."""
    rows = OrganisationDomain.objects.filter(
        organisation=provider.organisation_id, confirmed_at__isnull=False
    )
    return rows.filter(domain=domain_of(address)).exists()


def provider_for(address: str) -> Provider | None:
    """The provider for an address by its domain alone; whether anybody has it is not asked."""
    rows = usable_providers().filter(
        organisation__domains__domain=domain_of(address),
        organisation__domains__confirmed_at__isnull=False,
    )
    return rows.select_related("app", "organisation").first()


def open_seat(person: Person, organisation: Organisation) -> Seat | None:
    """The person's seat in the active organisation, if it is open now."""
    if not person.is_active or person.state in (Person.State.LEFT, Person.State.ERASED):
        return None
    return open_seats(person, timezone.now()).filter(organisation=organisation).first()
