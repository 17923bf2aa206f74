"""What arrives in a month, each by the verb that brings it in life.

Things that one of the office may ask for are asked for by both: `one` and `two`.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from django.utils import timezone

from community.agreements import publishing
from community.agreements.publishing import Terms
from community.founding import Words
from community.joining import applying, ruling
from community.models import Agreement, Lineage, Organisation, Person
from community.people import accepting, asking, dormancy, inviting, leaving, measures
from community.privacy import erasing
from community.profiles import clients, domains, lineage
from community.profiles.acting import By
from community.readers import viewer_for
from community.rosters import deciding
from community.signin import reenrolment
from community.sso import keeping as sso
from community.sso.discovery import Found
from community.trustees import breaking
from community.trustees.models import Opening
from tests import factories as make
from tests.community.joining.cases import begin, fill
from tests.community.people.stage import link_to
from tests.community.rosters.lists import checked, some_people

from .cast import World, act

Arrival = Callable[[World], object]
_numbers = count(1)


def _by(who: Person) -> By:
    return By(viewer_for(who), who)


def apply(*sponsors: str) -> Arrival:
    """An organisation applies; a sponsor is `one`, `two`, a firm's number, or plain words."""

    def arrive(world: World) -> object:
        number = next(_numbers)
        email, domain = f"chief@new{number}.example", f"new{number}.example"
        made = begin(email, f"Newcomer {number}")
        typed = [_named(world, word) for word in sponsors]
        values = {"domains": [domain], "contact_name": f"Contact {number}"}
        return applying.submit(fill(made, name=made.name, sponsors=typed, **values))

    return arrive


def _named(world: World, word: str) -> str:
    if word.isdigit():
        return world.firms[int(word)].chief.email
    return {"one": world.one.email, "two": world.two.email}.get(word, word)


def _invite(world: World, who: Person, place: Organisation) -> None:
    email = f"newcomer{next(_numbers)}@members.example"
    inviting.invite(place, email, by=act(who))
    secret = link_to(email).strip("/").split("/")[-1]
    invitation = accepting.invitation_of(secret)
    assert invitation is not None
    accepting.accept_with_new_account(
        invitation, name=f"Newcomer {email}", password=make.PASSWORD, language="en"
    )


def invite(who: str) -> Arrival:
    """An administrator invites a colleague, who takes the seat and has to be vetted."""
    return lambda world: _invite(world, getattr(world, who), world.office)


def invite_to(number: int) -> Arrival:
    """The same in a member organisation."""
    return lambda world: _invite(world, world.firms[number].chief, world.firms[number].place)


def ask_to_join(number: int) -> Arrival:
    """Somebody with an address of the firm's domain asks to be let in."""

    def arrive(world: World) -> None:
        email = f"asker{next(_numbers)}@firm{number}.example"
        asking.ask(email=email, name="Asker", note="", key=email)
        request = asking.request_of(link_to(email, "proof").strip("/").split("/")[-1])
        assert request is not None
        asking.prove(request)

    return arrive


def change_rules(who: str, **values: int) -> Arrival:
    """One of the office wants fewer eyes."""

    def arrive(world: World) -> None:
        person = getattr(world, who)
        assert ruling.change_rules(dict(values), viewer=viewer_for(person), person=person)

    return arrive


def write_agreement(who: str, kind: str) -> Arrival:
    """One of the office writes an agreement that nobody has to sign within the month."""

    def arrive(world: World) -> None:
        viewer = viewer_for(getattr(world, who))
        made = publishing.found_agreement(
            kind=kind, scope=Agreement.Scope.PERSON, required=False, by=viewer
        )
        now = timezone.now()
        terms = Terms("en", now + timedelta(days=30), now + timedelta(days=60))
        publishing.propose(made, {"en": Words("Text", "I ask.")}, terms, by=viewer)

    return arrive


def _claim(who: Person, place: Organisation) -> None:
    claim = domains.claim_domain(place, f"other{next(_numbers)}.example", by=_by(who))
    domains.ask_by_hand(claim, "The register says so.", by=_by(who))


def claim_domain(who: str) -> Arrival:
    """A domain of the office's own, on paper."""
    return lambda world: _claim(getattr(world, who), world.office)


def claim_domain_of(number: int) -> Arrival:
    """A domain of a member organisation, on paper."""
    return lambda world: _claim(world.firms[number].chief, world.firms[number].place)


def serve(who: str, number: int) -> Arrival:
    """The office says that it serves a firm, whose administrator confirms."""

    def arrive(world: World) -> None:
        firm = world.firms[number]
        by = _by(getattr(world, who))
        proposal = clients.propose_client(world.office, firm.place, "A contract.", by=by)
        clients.answer_proposal(proposal, True, by=_by(firm.chief))

    return arrive


def merge(who: str, first: int, second: int) -> Arrival:
    """One of the office hears that a firm went into another."""

    def arrive(world: World) -> None:
        old, new = world.firms[first].place, world.firms[second].place
        today = timezone.now().date()
        by = _by(getattr(world, who))
        kind = Lineage.Kind.MERGER
        lineage.propose_lineage(kind, old, new, on=today, reason="The gazette.", by=by)

    return arrive


def lose_factor(who: str, number: int) -> Arrival:
    """A member lost every factor and telephones one of the office."""

    def arrive(world: World) -> None:
        by = getattr(world, who)
        reenrolment.ask(world.firms[number].member, viewer=viewer_for(by), by=by)

    return arrive


def erase(who: str, number: int) -> Arrival:
    """A member writes a letter that they want to be erased."""
    return lambda world: erasing.propose(
        world.firms[number].member, "A signed letter.", by=act(getattr(world, who))
    )


def bring_list(who: str, number: int) -> Arrival:
    """One of the office brings a list of people and asks for it to be let in as a whole."""

    def arrive(world: World) -> None:
        person, place = getattr(world, who), world.firms[number].place
        made = checked(some_people(3, place.name), person)
        deciding.ask(made, by=act(person))

    return arrive


def break_glass(who: str) -> Arrival:
    """A trustee asks to read what neither of them may."""

    def arrive(world: World) -> None:
        person, topic = getattr(world, who), world.topic
        wish = breaking.Wish(Opening.Purpose.READ, "topic", topic.uid, "A court asks.")
        breaking.ask(wish, by=viewer_for(person), person=person, key=f"k{next(_numbers)}")

    return arrive


def _provider(who: Person, place: Organisation) -> None:
    issuer = f"https://login{next(_numbers)}.example"
    found = Found("oidc", issuer, {"server_url": issuer}, "portal", "secret")
    sso.request_provider(place, found, by=sso.By(viewer_for(who), who))


def own_login(who: str) -> Arrival:
    """The office wants a login of its own."""
    return lambda world: _provider(getattr(world, who), world.office)


def own_login_of(number: int) -> Arrival:
    """A member organisation wants one."""
    return lambda world: _provider(world.firms[number].chief, world.firms[number].place)


def suspend(who: str, number: int) -> Arrival:
    """One of the office shuts a member out for a time."""
    return lambda world: measures.suspend(
        world.firms[number].member, reason="A stolen laptop.", by=act(getattr(world, who))
    )


def remove(who: str, number: int) -> Arrival:
    """One of the office wants a member removed for good."""
    return lambda world: measures.ask_removal(
        world.firms[number].member, reason="Sold what was shared.", by=act(getattr(world, who))
    )


def wake(number: int) -> Arrival:
    """Somebody who slept for more than a year comes back."""

    def arrive(world: World) -> None:
        assert not dormancy.wake(world.sleepers[number])

    return arrive


def last_administrator_leaves(number: int) -> Arrival:
    """A firm's only administrator leaves the network."""
    return lambda world: leaving.leave_network(
        world.firms[number].chief, by=act(world.firms[number].chief)
    )
