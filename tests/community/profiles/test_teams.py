"""Teams: contacts, a mailbox that counts once it is proven, who publishes."""

import re

import pytest
from django.urls import reverse

from community.access.policy import Refused
from community.keys.filing import key_of
from community.models import Organisation, Person, Team
from community.notify.models import OutgoingMail
from community.profiles import teams
from community.profiles.models import TeamCard
from community.profiles.models.teams import FRESH_FOR
from tests import factories as make
from tests.conftest import ClientOf

from .cast import administrator, by, officer

pytestmark = pytest.mark.django_db
TYPED = {"name": "Watch", "phone": "+381 11 555 0101", "hours": "always", "constituency": ""}


@pytest.fixture
def alpha() -> Organisation:
    return make.organisation("Alpha")


@pytest.fixture
def who(alpha: Organisation) -> Person:
    return administrator(alpha)


@pytest.fixture
def team(alpha: Organisation, who: Person) -> Team:
    return teams.found_team(alpha, TYPED | {"is_public": False}, by=by(who))


def code() -> str:
    text = OutgoingMail.objects.filter(kind__contains="team.mailbox").latest("pk").text
    return re.search(r"\b\d{8}\b", text).group(0)


def test_an_administrator_founds_a_team_once(
    alpha: Organisation, who: Person, client_of: ClientOf
) -> None:
    page = reverse("profiles:team-new", args=[alpha.uid])
    for _each in range(2):
        assert client_of(who).post(page, TYPED | {"revision": 0}).status_code == 302
    made = Team.objects.get(organisation=alpha)
    assert (made.phone, made.publishes) == ("+381 11 555 0101", False)


def test_a_mailbox_counts_once_its_code_is_typed(team: Team, who: Person) -> None:
    teams.ask_mailbox(team, "watch@alpha.example", by=by(who))
    assert Team.objects.get(pk=team.pk).mailbox == ""
    assert not teams.confirm_mailbox(team, "nonsense", by=by(who))
    assert teams.confirm_mailbox(team, code(), by=by(who))
    assert Team.objects.get(pk=team.pk).mailbox == "watch@alpha.example"


def test_a_code_for_one_mailbox_confirms_no_other(team: Team, who: Person) -> None:
    teams.ask_mailbox(team, "one@alpha.example", by=by(who))
    first = code()
    teams.ask_mailbox(team, "two@alpha.example", by=by(who))
    assert not teams.confirm_mailbox(team, first, by=by(who))


def test_no_more_than_five_letters_a_day_go_to_whatever_address(
    team: Team,
    who: Person,
    frozen,  # noqa: ANN001
) -> None:
    for number in range(5):
        teams.ask_mailbox(team, f"box{number}@other.example", by=by(who))
    with pytest.raises(Refused):
        teams.ask_mailbox(team, "box6@other.example", by=by(who))
    frozen.shift(86_400)
    teams.ask_mailbox(team, "box6@other.example", by=by(who))
    assert OutgoingMail.objects.count() == 6


def test_strangers_change_nothing(team: Team, client_of: ClientOf) -> None:
    for person in (make.member(team.organisation), administrator(make.organisation())):
        with pytest.raises(Refused):
            teams.ask_mailbox(team, "evil@other.example", by=by(person))
        with pytest.raises(Refused):
            teams.edit_team(team, TYPED | {"is_public": True}, by=by(person), revision=0)
        page = reverse("profiles:team-edit", args=[team.uid])
        assert client_of(person).get(page).status_code == 404


def test_only_the_secretariat_lets_a_team_publish(
    team: Team, who: Person, client_of: ClientOf
) -> None:
    with pytest.raises(Refused):
        teams.set_publishing(team, True, by=by(who))
    page = reverse("profiles:office-team", args=[team.uid])
    assert client_of(who).post(page, {"publishes": "1"}).status_code == 404
    client_of(officer()).post(page, {"publishes": "1"})
    assert Team.objects.get(pk=team.pk).publishes


def test_who_saves_second_overwrites_nothing(team: Team, who: Person, client_of: ClientOf) -> None:
    page = reverse("profiles:team-edit", args=[team.uid])
    typed = TYPED | {"act": "save", "revision": 0}
    client = client_of(who)
    assert client.post(page, typed | {"hours": "first"}).status_code == 302
    answer = client.post(page, typed | {"hours": "second"})
    assert answer.status_code == 422
    assert 'value="second"' in answer.content.decode()
    assert TeamCard.objects.get(team=team).hours == "first"


def test_contacts_that_nobody_looked_at_carry_a_warning(
    team: Team,
    who: Person,
    client_of: ClientOf,
    frozen,  # noqa: ANN001
) -> None:
    client = client_of(who)
    page = reverse("profiles:organisation", args=[team.organisation.uid])
    teams.verify_team(team, by=by(who))
    assert "pill-due" not in client.get(page).content.decode()
    TeamCard.objects.update(verified_at=make.LONG_AGO)
    assert "pill-due" in client.get(page).content.decode()
    client.post(reverse("profiles:team-edit", args=[team.uid]), {"act": "verify"})
    assert "pill-due" not in client.get(page).content.decode()
    assert FRESH_FOR.days == 180


def test_a_key_that_is_none_comes_back_with_the_reason(
    team: Team, who: Person, client_of: ClientOf
) -> None:
    page = reverse("profiles:team-edit", args=[team.uid])
    answer = client_of(who).post(page, {"act": "key", "armored": "no key at all"})
    assert answer.status_code == 422
    assert "no key at all" in answer.content.decode()
    assert key_of(team) is None
