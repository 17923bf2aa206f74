"""The two directions of the rule for persons: what may this one read, who may read this."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from .access.actors import Actor
from .access.models import NETWORK_SET_ID, PUBLIC_SET_ID, AudienceSet, AudienceToken, Holding
from .access.tokens import Audience, Partition
from .access.viewer import Viewer, make_viewer
from .models import Person


def actor_of(person: Person) -> Actor:
    """The person as an actor: the uid, never the key."""
    return Actor("person", str(person.uid))


def viewer_for(person: Person, now: datetime | None = None) -> Viewer:
    """The viewer of a person whose second factor was asked already; one query.

    An account that is not active holds nothing.
    """
    return make_viewer(
        actor_of(person),
        person.pk,
        standing_until=person.standing_until if person.is_active else None,
        now=now or timezone.now(),
    )


def standing_people(now: datetime | None = None) -> QuerySet[Person]:
    """Everybody with standing: whom `mem` means."""
    return Person.objects.filter(standing_until__gt=now or timezone.now(), is_active=True)


def readers_of(acl_id: int, now: datetime | None = None) -> QuerySet[Person]:
    """The members who may read what carries this audience, for mail and for "reaches N people".

    What everybody may read is read by every member; anonymous readers are nobody to write to.
    """
    now = now or timezone.now()
    people = standing_people(now)
    if acl_id in (PUBLIC_SET_ID, NETWORK_SET_ID):
        return people
    tokens = AudienceToken.objects.filter(audience=acl_id).values("token")
    partition = AudienceSet.objects.filter(pk=acl_id).values("partition")
    return people.filter(_holds(now, name__in=tokens, reach__gte=Subquery(partition)))


def readers_of_audience(audience: Audience, now: datetime | None = None) -> QuerySet[Person]:
    """As `readers_of`, for an audience that has not been saved: the count on a button."""
    now = now or timezone.now()
    people = standing_people(now)
    if audience.partition in (Partition.PUBLIC, Partition.NETWORK):
        return people
    return people.filter(_holds(now, name__in=audience.tokens, reach__gte=audience.partition))


def nameable_people(now: datetime | None = None) -> QuerySet[Person]:
    """Everybody who could read what is TLP:RED and names them; by name."""
    now = now or timezone.now()
    own = _holds(now, name__startswith="usr:", reach__gte=Partition.STRICT)
    return standing_people(now).filter(own).order_by("name", "uid")


def nameable_in(group_id: int, now: datetime | None = None) -> QuerySet[Person]:
    """The members of a group who could read what is TLP:RED there and names them; by name."""
    now = now or timezone.now()
    seat = _holds(now, name__startswith=f"seat:{group_id}:", reach__gte=Partition.STRICT)
    return standing_people(now).filter(seat).order_by("name", "uid")


def _holds(now: datetime, **condition: Any) -> Exists:
    """An Exists, so that a person who holds two of the tokens counts once."""
    held = Holding.objects.filter(person=OuterRef("pk"), since__lte=now, **condition)
    return Exists(held.filter(Q(until=None) | Q(until__gt=now)))
