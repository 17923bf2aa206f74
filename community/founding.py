"""Writing what seats hang on: organisations, teams, groups, accounts, texts to sign.

Each verb is one transaction with its audit row. `by` is who acts. `uid` may be given so that
the demo makes the same network each time.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from search import registry

from .access.actors import Actor
from .access.mixins import Addressable
from .access.models import NETWORK_SET_ID, audience_set
from .access.tokens import MEM, PUB, audience, grp
from .agreements.rendering import keep_rendered
from .audit.recording import record
from .jobs.queue import enqueue
from .models import (
    Agreement,
    AgreementText,
    AgreementVersion,
    Group,
    Organisation,
    OrganisationDomain,
    Person,
    Team,
)

REFRESH = "membership.refresh"


@transaction.atomic
def register_organisation(
    *,
    by: Actor,
    domains: Iterable[str] = (),
    confirmed_at: datetime | None = None,
    uid: uuid.UUID | None = None,
    **fields: object,
) -> Organisation:
    """A new organisation, an applicant until `membership` makes it active."""
    made = Organisation.objects.create(uid=uid or uuid.uuid4(), **fields)
    for domain in domains:
        OrganisationDomain.objects.create(
            organisation=made, domain=domain.lower(), confirmed_at=confirmed_at
        )
    _log(by, "organisation.register", "organisation", made)
    return made


@transaction.atomic
def found_team(
    organisation: Organisation, *, by: Actor, uid: uuid.UUID | None = None, **fields: object
) -> Team:
    """A new desk of an organisation."""
    made = Team.objects.create(uid=uid or uuid.uuid4(), organisation=organisation, **fields)
    _log(by, "team.found", "team", made)
    return made


@transaction.atomic
def found_group(*, by: Actor, circle: str, uid: uuid.UUID | None = None, **fields: object) -> Group:
    """A new group. Its name is seen by all (public), its members (sealed), else the network."""
    made = Group(uid=uid or uuid.uuid4(), circle=circle, acl_id=NETWORK_SET_ID, **fields)
    made.save()
    named_to = {Group.Circle.PUBLIC: PUB, Group.Circle.SEALED: grp(made.pk)}
    made.acl = audience_set(audience("", {named_to.get(Group.Circle(circle), MEM)}))
    made.save(update_fields=["acl"])
    registry.touch("group", made.uid)
    _log(by, "group.found", "group", made)
    return made


@transaction.atomic
def open_account(
    email: str,
    *,
    by: Actor,
    password: str | None = None,
    uid: uuid.UUID | None = None,
    **fields: object,
) -> Person:
    """A new account, of an applicant until `membership` says more."""
    made = Person.objects.create_user(email, password, uid=uid or uuid.uuid4(), **fields)
    _log(by, "person.open", "person", made)
    return made


@dataclass(frozen=True, slots=True)
class Words:
    """A version's text in one language."""

    title: str
    body: str


@transaction.atomic
def publish_agreement(
    agreement: Agreement,
    number: int,
    texts: Mapping[str, Words],
    *,
    by: Actor,
    binding_language: str,
    in_force_from: datetime,
    accept_by: datetime,
) -> AgreementVersion:
    """A version with its texts by language. Who accepted the one before has until `accept_by`.

    A job writes everybody's standing anew, which then ends by that date unless they accept.
    """
    version = AgreementVersion.objects.create(
        agreement=agreement,
        number=number,
        binding_language=binding_language,
        in_force_from=in_force_from,
        accept_by=accept_by,
    )
    AgreementText.objects.bulk_create(
        AgreementText(version=version, language=language, title=words.title, body=words.body)
        for language, words in texts.items()
    )
    keep_rendered(version)
    enqueue(REFRESH, {}, key=REFRESH)
    _log(by, "agreement.publish", "agreement", agreement, number=number)
    return version


def _log(by: Actor, verb: str, kind: str, thing: Addressable, **details: object) -> None:
    record(actor=by, verb=verb, kind=kind, uid=str(thing.uid), details=details)
