"""The only writer of proposals that one organisation serves another.

The provider proposes, the client confirms, the secretariat vets: three people. Only then
`membership.vet_client` lets TLP:AMBER of the provider reach the client.
"""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community import membership
from community.access.policy import Refused, require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import ClientRelation, Organisation, Person
from community.notify.letters import Letter, absolute, send_letter
from community.queues import keeping

from .acting import By
from .models import ClientProposal
from .visibility import visible_organisations

QUEUE = "clients"
State = ClientProposal.State
OPEN = (State.PROPOSED, State.CONFIRMED)


def organisation_called(viewer: Viewer, typed: str) -> Organisation | None:
    """The one organisation the viewer may know of with exactly this name or domain."""
    typed = typed.strip()
    named = Q(name__iexact=typed) | Q(name_en__iexact=typed) | Q(short_name__iexact=typed)
    owns = Q(domains__domain=typed.lower(), domains__confirmed_at__isnull=False)
    found = list(visible_organisations(viewer).filter(named | owns).distinct()[:2]) if typed else []
    return found[0] if len(found) == 1 else None


@transaction.atomic
def propose_client(
    provider: Organisation, client: Organisation, note: str, *, by: By
) -> ClientProposal:
    """Says that `provider` serves `client`; the open proposal if there is one."""
    require(by.viewer, "organisation.edit", provider)
    if client.pk == provider.pk:
        raise Refused("client.propose", _("An organisation is no client of its own."))
    Organisation.objects.select_for_update().get(pk=provider.pk)
    pair = {"provider": provider, "client": client}
    if (earlier := ClientProposal.objects.filter(**pair, state__in=OPEN).first()) is not None:
        return earlier
    if current_relations().filter(**pair).exists():
        raise Refused("client.propose", _("This organisation is your client already."))
    made = ClientProposal.objects.create(
        **pair, note=note, proposed_by=by.person, proposed_at=timezone.now()
    )
    for person in administrators_of(client):
        send_letter(
            "client.proposed",
            lambda: _letter(made),
            thing_kind="client_proposal",
            thing_uid=made.uid,
            person=person,
        )
    _log(by, "client.propose", made)
    return made


@transaction.atomic
def answer_proposal(proposal: ClientProposal, yes: bool, *, by: By) -> None:
    """The client confirms, and the secretariat has to vet it; or declines, and that is that."""
    proposal = _locked(proposal, State.PROPOSED, "client.answer", by)
    proposal.state = State.CONFIRMED if yes else State.DECLINED
    proposal.answered_by, proposal.answered_at = by.person, timezone.now()
    proposal.save()
    if yes:
        keeping.put(QUEUE, "client_proposal", proposal.uid, role="secretariat")
    _log(by, "client.answer", proposal, state=proposal.state)


@transaction.atomic
def decide_proposal(proposal: ClientProposal, yes: bool, reason: str, *, by: By) -> None:
    """The secretariat vets or refuses what both sides said."""
    proposal = _locked(proposal, State.CONFIRMED, "client.decide", by)
    proposal.state = State.VETTED if yes else State.REFUSED
    proposal.decided_by, proposal.decided_at = by.person, timezone.now()
    proposal.reason = reason
    proposal.save()
    keeping.close(QUEUE, proposal.uid)
    if yes:
        membership.vet_client(proposal.provider, proposal.client, by=by.actor)
    _log(by, "client.decide", proposal, state=proposal.state)


@transaction.atomic
def withdraw_proposal(proposal: ClientProposal, *, by: By) -> None:
    """The provider takes back what is not vetted yet."""
    require(by.viewer, "organisation.edit", proposal.provider)
    proposal = ClientProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state in OPEN:
        proposal.state = State.WITHDRAWN
        proposal.save(update_fields=["state"])
        keeping.close(QUEUE, proposal.uid)
        _log(by, "client.withdraw", proposal)


@transaction.atomic
def end_relation(provider: Organisation, client: Organisation, *, by: By) -> None:
    """Ends a relation that counts; does nothing where there is none."""
    rows = current_relations().select_for_update()
    relation = rows.filter(provider=provider, client=client).first()
    if relation is None:
        return
    require(by.viewer, "client.end", relation)
    membership.end_client_relation(relation, by=by.actor)


def current_relations() -> QuerySet[ClientRelation]:
    """Relations that count now."""
    now = timezone.now()
    rows = ClientRelation.objects.filter(vetted_at__lte=now, since__lte=now)
    return rows.exclude(until__lte=now).select_related("provider", "client")


def administrators_of(organisation: Organisation) -> QuerySet[Person]:
    """Who may act for the organisation now."""
    now = timezone.now()
    holds = Q(holdings__until=None) | Q(holdings__until__gt=now)
    return Person.objects.filter(
        holds,
        standing_until__gt=now,
        is_active=True,
        holdings__name=f"role:administrator:{organisation.pk}",
        holdings__since__lte=now,
    ).distinct()


def _locked(proposal: ClientProposal, state: str, act: str, by: By) -> ClientProposal:
    rows = ClientProposal.objects.select_for_update().select_related("provider", "client")
    proposal = rows.get(pk=proposal.pk)
    require(by.viewer, act, proposal)
    if proposal.state != state:
        raise Refused(act, _("This was answered already."))
    return proposal


def _letter(proposal: ClientProposal) -> Letter:
    return Letter(
        _("An organisation says that it serves yours"),
        [
            _("%(provider)s says that %(client)s is its client.")
            % {"provider": proposal.provider.name, "client": proposal.client.name},
            _(
                "If you confirm it and the secretariat agrees, what is shared with them and"
                " their clients reaches you too. If it is not so, decline."
            ),
        ],
        _("Answer"),
        absolute(reverse("profiles:client-proposal", args=[proposal.uid])),
    )


def _log(by: By, verb: str, proposal: ClientProposal, **details: object) -> None:
    side = proposal.client if verb == "client.answer" else proposal.provider
    record(
        actor=by.actor,
        verb=verb,
        kind="client_proposal",
        uid=str(proposal.uid),
        on_behalf_of="" if verb == "client.decide" else str(side.uid),
        details=details,
    )
