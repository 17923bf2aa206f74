"""Who has a role now: whom a queue may remind, and who can be given an item."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.access.models import Holding
from community.access.tokens import org
from community.access.viewer import ROLE_PREFIX, Viewer
from community.models import Person, Seat
from community.readers import standing_people


def people_with_role(role: str) -> QuerySet[Person]:
    """Everybody with standing who holds `role`, in the words of a viewer's roles."""
    now = timezone.now()
    held = Holding.objects.filter(
        Q(until=None) | Q(until__gt=now),
        person=OuterRef("pk"),
        name=f"{ROLE_PREFIX}{role}",
        since__lte=now,
    )
    return standing_people(now).filter(Exists(held))


def decided_by_colleague(viewer: Viewer, organisation_id: int) -> bool:
    """Whether the viewer would decide for their own organisation although somebody of the
    secretariat from elsewhere could."""
    if org(organisation_id) not in viewer.tokens:
        return False
    now = timezone.now()
    seats = Seat.objects.filter(organisation=organisation_id).exclude(until__lte=now)
    return people_with_role("secretariat").exclude(pk__in=seats.values("person")).exists()
