"""New agreements and new versions: one person writes, another confirms. And what asks for them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from community import membership
from community.access.policy import Refused, require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.founding import REFRESH, Words, publish_agreement
from community.jobs.queue import enqueue
from community.markup import render
from community.models import Agreement, AgreementVersion, Group, GroupSeat, Person
from community.queues import keeping

from .models import AgreementGate, Proposal, ProposedText, gates_of

QUEUE = "agreements"


@dataclass(frozen=True, slots=True)
class Terms:
    """Which language binds, from when it counts, until when who signed the last one may wait."""

    binding_language: str
    in_force_from: datetime
    accept_by: datetime


@transaction.atomic
def found_agreement(
    *, kind: str, scope: str, required: bool, by: Viewer, group: Group | None = None
) -> Agreement:
    """A new agreement without a version; of a group it asks at that group's door."""
    require(by, "agreement.found", group)
    made = Agreement.objects.create(
        key=f"{kind.replace('_', '-')}-{secrets.token_hex(4)}",
        kind=kind,
        scope=scope,
        required=required and group is None,
    )
    if group is not None:
        AgreementGate.objects.create(agreement=made, group=group)
    _log(by, "agreement.found", made)
    return made


@transaction.atomic
def propose(
    agreement: Agreement, texts: Mapping[str, Words], terms: Terms, *, by: Viewer
) -> Proposal:
    """Writes the next version down; it waits for a second person. One at a time.

    The same text sent twice is the same proposal.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    require(by, "agreement.keep", agreement)
    _check(texts, terms)
    rows = Proposal.objects.filter(agreement=agreement, state=Proposal.State.OPEN)
    if (waiting := rows.first()) is not None:
        if _says_the_same(waiting, texts) and waiting.proposed_by_id == by.person_id:
            return waiting
        raise Refused("agreement.propose", gettext("Another version waits to be confirmed."))
    made = Proposal.objects.create(
        agreement=agreement,
        number=_next_number(agreement),
        binding_language=terms.binding_language,
        in_force_from=terms.in_force_from,
        accept_by=terms.accept_by,
        proposed_by=Person.objects.get(pk=by.person_id or 0),
        proposed_at=timezone.now(),
    )
    ProposedText.objects.bulk_create(
        ProposedText(
            proposal=made,
            language=language,
            title=words.title,
            body=words.body,
            html=render(words.body),
        )
        for language, words in texts.items()
    )
    keeping.put(QUEUE, "agreement_proposal", made.uid, role=_who_confirms(agreement))
    _log(by, "agreement.propose", agreement, number=made.number)
    return made


@transaction.atomic
def confirm(proposal: Proposal, *, by: Viewer) -> AgreementVersion:
    """Publishes a proposed version; never by who wrote it. Confirming it twice is one act."""
    agreement = Agreement.objects.select_for_update().get(pk=proposal.agreement_id)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state == Proposal.State.PUBLISHED and proposal.decided_by_id == by.person_id:
        return proposal.version  # type: ignore[return-value]
    require(by, "agreement.confirm", proposal)
    now = timezone.now()
    if proposal.accept_by <= now:
        raise Refused("agreement.confirm", gettext("The date to accept it by has passed."))
    texts = {text.language: Words(text.title, text.body) for text in proposal.texts.all()}
    version = publish_agreement(
        agreement,
        _next_number(agreement),
        texts,
        by=by.actor,
        binding_language=proposal.binding_language,
        in_force_from=max(proposal.in_force_from, now),
        accept_by=proposal.accept_by,
    )
    _decide(proposal, Proposal.State.PUBLISHED, by, now, version)
    _log(by, "agreement.confirm", agreement, number=version.number)
    return version


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Viewer) -> None:
    """Takes a proposed version back, one's own or another's; nothing of it was ever asked."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    require(by, "agreement.keep", proposal.agreement)
    if proposal.state != Proposal.State.OPEN:
        return
    _decide(proposal, Proposal.State.WITHDRAWN, by, timezone.now(), None)
    _log(by, "agreement.discard", proposal.agreement, number=proposal.number)


@transaction.atomic
def ask_for(
    agreement: Agreement, *, by: Viewer, group: Group | None = None, label: str = ""
) -> AgreementGate:
    """Lets a group or a label ask for the agreement. Asking twice is one requirement."""
    require(by, "agreement.keep" if group else "agreement.require", agreement)
    gate, made = AgreementGate.objects.get_or_create(agreement=agreement, group=group, label=label)
    if made:
        _refresh(gate)
        _log(by, "agreement.require", agreement, **_place(gate))
    return gate


@transaction.atomic
def ask_no_longer(gate: AgreementGate, *, by: Viewer) -> bool:
    """Ends a requirement; doors that only it kept shut open. Tells whether it has ended.

    A label's opens doors of the whole network: the first call asks, another person confirms.
    """
    gate = AgreementGate.objects.select_for_update(of=("self",)).get(pk=gate.pk)
    require(by, "agreement.keep" if gate.group else "agreement.require", gate.agreement)
    place = _place(gate)
    if gate.label and gate.ending_asked_by_id in (None, by.person_id):
        if gate.ending_asked_by_id is None:
            gate.ending_asked_by_id = by.person_id
            gate.save(update_fields=["ending_asked_by"])
            _log(by, "agreement.release_ask", gate.agreement, **place)
        return False
    gate.delete()
    _refresh(gate)
    _log(by, "agreement.release", gate.agreement, **place)
    return True


@transaction.atomic
def keep_asking(gate: AgreementGate, *, by: Viewer) -> None:
    """Takes back, or turns down, that a label shall ask no longer."""
    require(by, "agreement.require", gate.agreement)
    if (
        AgreementGate.objects.filter(pk=gate.pk)
        .exclude(ending_asked_by=None)
        .update(ending_asked_by=None)
    ):
        _log(by, "agreement.release_refuse", gate.agreement, **_place(gate))


def _refresh(gate: AgreementGate) -> None:
    """A group's members at once, everybody by a job: standing and holdings written anew."""
    if gate.group_id is None:
        enqueue(REFRESH, {}, key=REFRESH)
        return
    seated = GroupSeat.objects.filter(group=gate.group_id).values("seat__person")
    for person in Person.objects.filter(pk__in=seated).order_by("pk"):
        membership.refresh(person)


def _place(gate: AgreementGate) -> dict[str, str]:
    return {"group": str(gate.group.uid)} if gate.group else {"label": gate.label}


def _check(texts: Mapping[str, Words], terms: Terms) -> None:
    if terms.binding_language not in texts:
        raise Refused("agreement.propose", gettext("There is no text in the binding language."))
    if terms.accept_by < terms.in_force_from or terms.accept_by <= timezone.now():
        raise Refused(
            "agreement.propose",
            gettext("The date to accept it by lies before the day it comes into force."),
        )


def _says_the_same(proposal: Proposal, texts: Mapping[str, Words]) -> bool:
    kept = {text.language: Words(text.title, text.body) for text in proposal.texts.all()}
    return kept == dict(texts)


def _next_number(agreement: Agreement) -> int:
    newest = agreement.versions.order_by("-number").first()
    return newest.number + 1 if newest else 1


def _who_confirms(agreement: Agreement) -> str:
    """The queue's role: the secretariat, or the chair of the only group that asks for it."""
    gates = gates_of(agreement)
    groups = [gate.group_id for gate in gates if gate.group_id]
    private = not agreement.required and len(groups) == len(gates) and groups
    return f"chair:{groups[0]}" if private else "secretariat"


def _decide(
    proposal: Proposal,
    state: str,
    by: Viewer,
    now: datetime,
    version: AgreementVersion | None,
) -> None:
    proposal.state, proposal.decided_at, proposal.version = state, now, version
    proposal.decided_by_id = by.person_id
    proposal.save(update_fields=["state", "decided_by", "decided_at", "version"])
    keeping.close(QUEUE, proposal.uid)


def _log(by: Viewer, verb: str, agreement: Agreement, **details: object) -> None:
    record(actor=by.actor, verb=verb, kind="agreement", uid=str(agreement.uid), details=details)
