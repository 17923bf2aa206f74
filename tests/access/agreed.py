"""Agreements of the two worlds: one everybody may read, and those of groups."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community import founding, membership
from community.agreements.models import AgreementGate
from community.agreements.publishing import Terms, propose
from community.models import Agreement, Group, GroupSeat, Person
from community.readers import viewer_for
from tests import factories as make


def open_things(secretary: Person) -> dict[str, list[Any]]:
    """A memorandum that nobody has to sign, with a next version that waits."""
    made = _agreement("memorandum", Agreement.Kind.MOU, "Memorandum")
    waiting = _proposed(made, secretary, "Memorandum two")
    return {"agreement": [made.uid], "agreement_proposal": [waiting]}


def of_group(group: Group, leader: Person, words: str) -> dict[str, list[Any]]:
    """Rules that a group asks for, signed by all its members, with a next version that waits."""
    made = _agreement(f"rules-{group.pk}", Agreement.Kind.GROUP_RULES, f"{words} rules")
    version = made.versions.get()
    AgreementGate.objects.create(agreement=made, group=group)
    for seat in GroupSeat.objects.filter(group=group).select_related("seat__person"):
        membership.accept(version, person=seat.seat.person, by=make.SETUP)
    leader.refresh_from_db()
    waiting = _proposed(made, leader, f"{words} more")
    return {"agreement": [made.uid], "agreement_proposal": [waiting]}


def _agreement(key: str, kind: str, title: str) -> Agreement:
    made = Agreement.objects.create(key=key, kind=kind, scope="person", required=False)
    founding.publish_agreement(
        made,
        1,
        {"sr": founding.Words(title=title, body=f"1. {title}")},
        by=make.SETUP,
        binding_language="sr",
        in_force_from=make.LONG_AGO,
        accept_by=make.LONG_AGO,
    )
    return made


def _proposed(agreement: Agreement, by: Person, title: str) -> object:
    now = timezone.now()
    terms = Terms("sr", now + timedelta(days=14), now + timedelta(days=44))
    words = {"sr": founding.Words(title=title, body=f"1. {title}")}
    return propose(agreement, words, terms, by=viewer_for(by)).uid
