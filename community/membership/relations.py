"""Clients, successions and mergers of organisations."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.access.actors import Actor
from community.holdings import heirs_of
from community.models import ClientRelation, Lineage, Organisation

from .recorded import log
from .refreshing import refresh_organisation


@transaction.atomic
def vet_client(
    provider: Organisation, client: Organisation, *, by: Actor, now: datetime | None = None
) -> ClientRelation:
    """Confirms that `client` is a client of `provider`: TLP:AMBER may reach it if ticked."""
    now = now or timezone.now()
    relation, _made = ClientRelation.objects.update_or_create(
        provider=provider, client=client, defaults={"vetted_at": now, "since": now, "until": None}
    )
    refresh_organisation(client)
    log(by, "client.vet", "organisation", provider, client=client.uid)
    return relation


@transaction.atomic
def record_lineage(
    kind: str,
    predecessor: Organisation,
    successor: Organisation,
    *,
    by: Actor,
    date: datetime | None = None,
) -> Lineage:
    """Notes a succession (successor and its own heirs inherit tokens) or a merger (they do not)."""
    row = Lineage.objects.create(
        kind=kind,
        predecessor=predecessor,
        successor=successor,
        date=date or timezone.now(),
    )
    for organisation in Organisation.objects.filter(
        pk__in={successor.pk} | heirs_of(successor.pk, timezone.now())
    ):
        refresh_organisation(organisation)
    log(by, "organisation.lineage", "organisation", successor, relation=kind)
    return row


@transaction.atomic
def end_client_relation(
    relation: ClientRelation, *, by: Actor, now: datetime | None = None
) -> None:
    """The one is no client of the other any more: TLP:AMBER of the provider ends there."""
    relation.until = now or timezone.now()
    relation.save(update_fields=["until"])
    refresh_organisation(relation.client, relation.until)
    log(by, "client.end", "organisation", relation.provider, client=relation.client.uid)
