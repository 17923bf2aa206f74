"""Who has a role now: whom a queue may remind, and who can be given an item."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.access.models import Holding
from community.access.viewer import ROLE_PREFIX
from community.models import Person
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
