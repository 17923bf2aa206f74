"""Organisations, teams, claims and proposals of the two worlds."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from community import founding, membership
from community.models import Lineage, Organisation
from community.profiles.models import ClientProposal, DomainClaim, LineageProposal, TeamCard
from search import registry
from tests import factories as make

if TYPE_CHECKING:
    from .cast import Network

Uids = dict[str, list[Any]]


def open_things(net: "Network") -> Uids:
    """A public organisation with a public team, and what its own people and the office see."""
    administrator = net.people["administrator"]
    alpha = administrator.seats.get().organisation
    cert = net.team.organisation
    team = founding.found_team(alpha, by=make.SETUP, name="Alpha watch", phone="+381 11 555 0101")
    TeamCard.objects.create(team=team, is_public=True, verified_at=make.LONG_AGO)
    registry.touch("organisation", alpha.uid)
    now = timezone.now()
    claim = DomainClaim.objects.create(
        organisation=alpha, domain="alpha.example", by=administrator, at=now
    )
    proposal = ClientProposal.objects.create(
        provider=alpha, client=cert, proposed_by=administrator, proposed_at=now
    )
    lineage = LineageProposal.objects.create(
        kind=Lineage.Kind.MERGER,
        predecessor=alpha,
        successor=cert,
        date=now.date(),
        reason="A letter.",
        proposed_by=net.people["secretariat"],
        proposed_at=now,
    )
    return {
        "organisation": [alpha.uid],
        "team": [team.uid],
        "claim": [claim.uid],
        "proposal": [proposal.uid],
        "lineage": [lineage.uid],
    }


def for_members(words: str) -> Uids:
    """An organisation that did not agree to be public, with a team that would like to be."""
    made = founding.register_organisation(
        by=make.SETUP,
        name=f"Delta {words}",
        short_name="Delta",
        kind=Organisation.Kind.BANK,
        sector="banking",
        country="HR",
        about=words,
    )
    membership.set_organisation_state(made, Organisation.State.ACTIVE, by=make.SETUP)
    team = founding.found_team(made, by=make.SETUP, name=f"Delta watch {words}")
    TeamCard.objects.create(team=team, is_public=True)
    registry.touch("organisation", made.uid)
    return {
        "organisation": [made.uid],
        "team": [team.uid],
        "claim": [],
        "proposal": [],
        "lineage": [],
    }


def restricted(ghosts: Organisation, words: str) -> Uids:
    """What the ghosts' organisation has begun and nobody else knows of yet."""
    now = timezone.now()
    claim = DomainClaim.objects.create(organisation=ghosts, domain=f"{words}.example", at=now)
    gone = Organisation.objects.get(name="Gone")
    proposal = ClientProposal.objects.create(
        provider=ghosts, client=gone, note=words, proposed_at=now
    )
    return {
        "organisation": [],
        "team": [],
        "claim": [claim.uid],
        "proposal": [proposal.uid],
        "lineage": [],
    }
