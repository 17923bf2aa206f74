"""Offices held for the whole network."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.access.actors import Actor
from community.models import NetworkRole, Person
from community.web_editors import keep_in_step

from .recorded import log
from .refreshing import refresh


@transaction.atomic
def give_network_role(
    person: Person, role: str, *, by: Actor, since: datetime | None = None
) -> NetworkRole:
    """Gives an office for the whole network; it brings no reading token."""
    row = NetworkRole.objects.create(person=person, role=role, since=since or timezone.now())
    refresh(person)
    keep_in_step(person)
    log(by, "role.give", "person", person, role=role)
    return row


@transaction.atomic
def end_network_role(row: NetworkRole, *, by: Actor, now: datetime | None = None) -> None:
    """Takes an office back."""
    row.until = now or timezone.now()
    row.save(update_fields=["until"])
    refresh(row.person, row.until)
    keep_in_step(row.person)
    log(by, "role.end", "person", row.person, role=row.role)
