"""Successions and mergers: two people, and nothing is opened after the fact by a merger."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.access.policy import Refused
from community.access.tokens import org
from community.models import Lineage, Organisation, Person
from community.profiles import lineage
from community.profiles.models import LineageProposal
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import ClientOf

from .cast import by, officer

pytestmark = pytest.mark.django_db
K = Lineage.Kind


@pytest.fixture
def old() -> Organisation:
    return make.organisation("Old")


@pytest.fixture
def new() -> Organisation:
    return make.organisation("New")


@pytest.fixture
def heir(new: Organisation) -> Person:
    return make.member(new)


def proposed(
    kind: str, old: Organisation, new: Organisation, who: Person, on: date = date(2026, 1, 1)
) -> LineageProposal:
    return lineage.propose_lineage(kind, old, new, on=on, reason="A letter.", by=by(who))


def reads(person: Person, organisation: Organisation) -> bool:
    person.refresh_from_db()
    return org(organisation.pk) in viewer_for(person).tokens


def test_nobody_confirms_their_own_proposal(
    old: Organisation, new: Organisation, heir: Person
) -> None:
    who = officer()
    proposal = proposed(K.SUCCESSION, old, new, who)
    with pytest.raises(Refused):
        lineage.decide_lineage(proposal, True, by=by(who))
    assert not reads(heir, old)


def test_a_succession_opens_what_was_sent_to_the_old_one(
    old: Organisation, new: Organisation, heir: Person
) -> None:
    proposal = proposed(K.SUCCESSION, old, new, officer())
    assert lineage.effect_of(proposal) == lineage.Effect(1, 1)
    lineage.decide_lineage(proposal, True, by=by(officer()))
    assert reads(heir, old)


def test_a_merger_opens_nothing_to_anybody(
    old: Organisation, new: Organisation, heir: Person
) -> None:
    insider = make.member(old)
    proposal = proposed(K.MERGER, old, new, officer())
    assert lineage.effect_of(proposal) == lineage.Effect(0, 0)
    lineage.decide_lineage(proposal, True, by=by(officer()))
    assert not reads(heir, old)
    assert not reads(insider, new)


def test_a_future_date_opens_nothing_yet(
    old: Organisation, new: Organisation, heir: Person
) -> None:
    on = timezone.now().date() + timedelta(days=30)
    proposal = proposed(K.SUCCESSION, old, new, officer(), on)
    lineage.decide_lineage(proposal, True, by=by(officer()))
    assert not reads(heir, old)


def test_a_refused_proposal_changes_nothing(
    old: Organisation, new: Organisation, heir: Person
) -> None:
    proposal = proposed(K.SUCCESSION, old, new, officer())
    lineage.decide_lineage(proposal, False, by=by(officer()))
    with pytest.raises(Refused):
        lineage.decide_lineage(proposal, True, by=by(officer()))
    assert not reads(heir, old)


def test_nobody_follows_themselves_or_in_a_circle(old: Organisation, new: Organisation) -> None:
    who = officer()
    with pytest.raises(Refused):
        proposed(K.SUCCESSION, old, old, who)
    lineage.decide_lineage(proposed(K.SUCCESSION, old, new, who), True, by=by(officer()))
    with pytest.raises(Refused):
        proposed(K.SUCCESSION, new, old, who)


def test_the_page_explains_before_anybody_confirms(
    old: Organisation, new: Organisation, heir: Person, client_of: ClientOf
) -> None:
    who = officer()
    for kind, words in ((K.SUCCESSION, "1 person of New reads"), (K.MERGER, "Nobody reads")):
        LineageProposal.objects.all().delete()
        proposal = proposed(kind, old, new, who)
        page = reverse("profiles:office-lineage", args=[proposal.uid])
        text = client_of(officer()).get(page).content.decode()
        assert words in text
        assert "Confirm as the second person" in text
        assert "Confirm as the second person" not in client_of(who).get(page).content.decode()


def test_it_is_proposed_and_confirmed_on_the_pages(
    old: Organisation, new: Organisation, heir: Person, client_of: ClientOf
) -> None:
    one, other = officer(), officer()
    sent = client_of(one).post(
        reverse("profiles:lineage"),
        {
            "kind": "succession",
            "predecessor": str(old.uid),
            "successor": str(new.uid),
            "date": "2026-01-01",
            "reason": "A letter.",
        },
    )
    assert sent.status_code == 302
    page = reverse("profiles:office-lineage", args=[LineageProposal.objects.get().uid])
    assert client_of(one).post(page, {"decide": "yes"}).status_code == 422
    assert not reads(heir, old)
    assert client_of(other).post(page, {"decide": "yes"}).status_code == 302
    assert reads(heir, old)


def test_members_find_no_such_page(old: Organisation, client_of: ClientOf) -> None:
    assert client_of(make.member(old)).get(reverse("profiles:lineage")).status_code == 404
