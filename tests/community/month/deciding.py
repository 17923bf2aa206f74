"""How each queue's things are decided: the verb that the page of that queue calls.

`decide(queue, thing, who, world)` raises Refused where `who` may not.
"""

from collections.abc import Callable
from uuid import UUID

from community.agreements import publishing
from community.agreements.models import Proposal
from community.joining import ruling, sponsoring, vetting
from community.joining.models import Application, RuleChange, Sponsorship
from community.models import Organisation, Person, Seat, VettingCase
from community.people import asking, dormancy, measures, reconfirming, roles
from community.people import vetting as people_vetting
from community.people.models import Measure, Request
from community.privacy import erasing
from community.privacy.models import Erasure
from community.profiles import clients, domains, leaving, lineage
from community.profiles.acting import By
from community.profiles.models import ClientProposal, DomainClaim, LineageProposal
from community.readers import viewer_for
from community.rosters import deciding as lists
from community.rosters.models import Import
from community.signin import reenrolment
from community.signin.models import FactorReset
from community.sso import keeping as sso
from community.sso.models import Provider
from community.trustees import breaking
from community.trustees.models import Opening

from .cast import World, act

Decide = Callable[[UUID, Person, World], object]
REASON = "Looked at it."


def _by(who: Person) -> By:
    return By(viewer_for(who), who)


def _application(uid: UUID, who: Person, _world: World) -> object:
    case = VettingCase.objects.get(uid=uid)
    ballot = vetting.Ballot(True, REASON)
    return vetting.vote(case, ballot, viewer=viewer_for(who), person=who)


def _sponsors(uid: UUID, who: Person, world: World) -> object:
    application = Application.objects.get(case__uid=uid)
    viewer = viewer_for(who)
    for row in application.sponsorships.filter(state=Sponsorship.State.NAMED):
        if row.typed in world.known_sponsors:
            email = world.known_sponsors[row.typed]
            assert sponsoring.find_sponsor(row, email, viewer=viewer, person=who)
        else:
            sponsoring.set_aside(row, viewer=viewer, person=who)
    return None


def _rules(uid: UUID, who: Person, _world: World) -> object:
    change = RuleChange.objects.get(uid=uid)
    return ruling.decide_change(change, confirmed=True, viewer=viewer_for(who), person=who)


def _measure(uid: UUID, who: Person, _world: World) -> object:
    row = Measure.objects.get(uid=uid)
    ends = measures.lift if row.kind == Measure.Kind.SUSPENSION else measures.confirm_removal
    return ends(row, by=act(who))


def _still_here(uid: UUID, who: Person, _world: World) -> object:
    """Of everybody but oneself; with two administrators it takes both."""
    place = Organisation.objects.get(uid=uid)
    others = place.seats.filter(until=None).exclude(person=who)
    alone = not others.filter(role=Seat.Role.ADMINISTRATOR).exists()
    people = [seat.person for seat in (place.seats.filter(until=None) if alone else others)]
    said = {str(person.uid): reconfirming.HERE for person in people}
    return reconfirming.answer(place, said, by=act(who))


def _new_administrator(uid: UUID, who: Person, _world: World) -> object:
    """Or lets an organisation go in which nobody is left."""
    place = Organisation.objects.get(uid=uid)
    seat = place.seats.filter(until=None).order_by("pk").first()
    if seat is None:
        return leaving.set_state(place, Organisation.State.LEFT, REASON, by=_by(who))
    return roles.give_role(seat, Seat.Role.ADMINISTRATOR, by=act(who))


DECIDE: dict[str, Decide] = {
    "vetting": _application,
    "sponsors": _sponsors,
    "rules": _rules,
    "measures": _measure,
    "reconfirm": _still_here,
    "reconfirm-office": _still_here,
    "no-administrator": _new_administrator,
    "people": lambda uid, who, _world: people_vetting.vote(
        VettingCase.objects.get(uid=uid), in_favour=True, reason=REASON, by=act(who)
    ),
    "people-organisation": lambda uid, who, _world: asking.confirm(
        Request.objects.get(uid=uid), by=act(who)
    ),
    "waking": lambda uid, who, _world: dormancy.wake_for(Person.objects.get(uid=uid), by=act(who)),
    "agreements": lambda uid, who, _world: publishing.confirm(
        Proposal.objects.get(uid=uid), by=viewer_for(who)
    ),
    "domains": lambda uid, who, _world: domains.decide_claim(
        DomainClaim.objects.get(uid=uid), True, REASON, by=_by(who)
    ),
    "clients": lambda uid, who, _world: clients.decide_proposal(
        ClientProposal.objects.get(uid=uid), True, REASON, by=_by(who)
    ),
    "lineage": lambda uid, who, _world: lineage.decide_lineage(
        LineageProposal.objects.get(uid=uid), True, by=_by(who)
    ),
    "factor_reset": lambda uid, who, _world: reenrolment.confirm(
        FactorReset.objects.get(uid=uid), viewer=viewer_for(who), by=who
    ),
    "glass": lambda uid, who, _world: breaking.confirm(
        Opening.objects.get(uid=uid), by=viewer_for(who), person=who, is_fresh=True
    ),
    "imports": lambda uid, who, _world: lists.approve(Import.objects.get(uid=uid), by=act(who)),
    "privacy": lambda uid, who, _world: erasing.confirm(Erasure.objects.get(uid=uid), by=act(who)),
    "sso": lambda uid, who, _world: sso.confirm_provider(
        Provider.objects.get(uid=uid), by=sso.By(viewer_for(who), who)
    ),
}


def decide(queue: str, uid: UUID, who: Person, world: World) -> None:
    """Approves the thing as `who`; Refused where they may not."""
    DECIDE[queue](uid, who, world)
