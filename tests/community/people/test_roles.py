"""Roles in an organisation, at a desk, in a group: given by others, never by oneself."""

import pytest

from community import membership
from community.access.policy import Refused
from community.models import Group, GroupSeat, Organisation, Person, Seat, TeamSeat
from community.people import roles
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import ClientOf

from .stage import Stage, fresh, seat


def page_of(organisation: Organisation) -> str:
    return f"/en/organisations/{organisation.uid}/people/"


def held(person: Person) -> frozenset[str]:
    return viewer_for(fresh(person)).roles


def test_an_administrator_names_another_and_then_may_go(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.administrator)
    page = page_of(stage.organisation)
    client.post(page, {"person": str(stage.member.uid), "act": "administrator"})
    assert f"administrator:{stage.organisation.pk}" in held(stage.member)
    roles.give_role(seat(stage.administrator), Seat.Role.MEMBER, by=stage.act(stage.member))
    assert f"administrator:{stage.organisation.pk}" not in held(stage.administrator)


def test_nobody_gives_themselves_a_role(stage: Stage) -> None:
    with pytest.raises(Refused):
        roles.give_role(seat(stage.member), "administrator", by=stage.act(stage.member))
    with pytest.raises(Refused):
        roles.give_role(seat(stage.administrator), "member", by=stage.admin)
    secretary = stage.office[0]
    with pytest.raises(Refused):
        roles.give_role(seat(secretary), "administrator", by=stage.act(secretary))


def test_the_secretariat_can_take_the_last_one(stage: Stage) -> None:
    roles.give_role(seat(stage.administrator), "member", by=stage.act(stage.office[0]))
    assert f"administrator:{stage.organisation.pk}" not in held(stage.administrator)


def test_the_page_shows_buttons_and_addresses_to_administrators_only(
    stage: Stage, client_of: ClientOf
) -> None:
    page = page_of(stage.organisation)
    assert stage.member.email in client_of(stage.administrator).get(page).text
    seen = client_of(stage.member).get(page).text
    assert stage.administrator.name in seen
    assert stage.administrator.email not in seen
    assert "Make" not in seen
    assert client_of(make.member()).get(page).status_code == 404


def test_a_colleague_who_hides_leaves_no_hole(stage: Stage, client_of: ClientOf) -> None:
    page, client = page_of(stage.organisation), client_of(stage.member)
    before = client.get(page).content
    make.member(stage.organisation, name="Skrivena", hidden=True)
    assert client.get(page).content == before
    assert "Skrivena" in client_of(stage.administrator).get(page).text


# --- desks ----------------------------------------------------------------------------------


def test_duties_at_a_desk_are_dated_rows(stage: Stage, client_of: ClientOf) -> None:
    desk = make.team(stage.organisation)
    page, client = f"/en/teams/{desk.uid}/people/", client_of(stage.administrator)
    person = {"person": str(stage.member.uid)}
    client.post(page, person | {"writes": "on"})
    assert f"author:{desk.pk}" in held(stage.member)
    client.post(page, person | {"reviews": "on", "releases": "on"})
    assert {f"reviewer:{desk.pk}", f"publisher:{desk.pk}"} <= held(stage.member)
    assert f"author:{desk.pk}" not in held(stage.member)
    client.post(page, person)
    assert not viewer_for(fresh(stage.member)).places_of("reviewer")
    assert TeamSeat.objects.filter(team=desk).count() == 2
    assert not TeamSeat.objects.filter(team=desk, until=None).exists()


def test_only_the_organisation_of_a_team_staffs_it(stage: Stage, client_of: ClientOf) -> None:
    desk = make.team(make.organisation())
    page = f"/en/teams/{desk.uid}/people/"
    assert client_of(stage.administrator).get(page).status_code == 404
    with pytest.raises(Refused):
        roles.set_duties(desk, seat(stage.member), roles.Duties(writes=True), by=stage.admin)
    own = make.team(stage.organisation)
    stranger = make.member()
    with pytest.raises(Refused):
        roles.set_duties(own, seat(stranger), roles.Duties(writes=True), by=stage.admin)


# --- groups ---------------------------------------------------------------------------------


@pytest.fixture
def room(stage: Stage) -> Group:
    made = make.group(circle=Group.Circle.SEALED)
    make.join(stage.member, made, GroupSeat.Role.CHAIR)
    return made


def test_a_chair_admits_gives_roles_and_removes(
    stage: Stage, room: Group, client_of: ClientOf
) -> None:
    page, client = f"/en/groups/{room.uid}/people/", client_of(stage.member)
    who = make.member(name="Novi Član")
    client.post(page, {"email": who.email})
    assert f"grp:{room.pk}" in viewer_for(fresh(who)).tokens
    word = f"{who.uid}.{seat(who).organisation.uid}"
    client.post(page, {"seat": word, "act": "moderator"})
    assert f"moderator:{room.pk}" in held(who)
    client.post(page, {"seat": word, "act": "end"})
    assert f"grp:{room.pk}" not in viewer_for(fresh(who)).tokens


def test_who_cannot_be_admitted_is_one_answer(
    stage: Stage, room: Group, client_of: ClientOf
) -> None:
    """No stranger, sleeper, suspended or hidden member can be told from another."""
    page, client = f"/en/groups/{room.uid}/people/", client_of(stage.member)
    make.person(email="out@x.example", state=Person.State.SUSPENDED)
    make.member(email="hidden@x.example", hidden=True)
    pages = set()
    for address in ("nobody@x.example", "out@x.example", "hidden@x.example"):
        answer = client.post(page, {"email": address})
        assert "No member can be admitted" in answer.text
        text = answer.text.replace(address, "ADDRESS")
        pages.add(text[text.index("<main") : text.index("</main>")].partition("csrf")[0])
    assert len(pages) == 1
    assert GroupSeat.objects.filter(group=room).count() == 1


def test_the_room_is_not_there_for_who_does_not_chair_it(
    stage: Stage, room: Group, client_of: ClientOf
) -> None:
    page = f"/en/groups/{room.uid}/people/"
    chair = make.member()
    make.join(chair, make.group(), GroupSeat.Role.CHAIR)
    unknown = "/en/groups/00000000-0000-4000-8000-000000000000/people/"
    there, not_there = client_of(chair).get(page), client_of(chair).get(unknown)
    assert there.status_code == not_there.status_code == 404
    uid, other = str(room.uid), "00000000-0000-4000-8000-000000000000"
    assert there.text.replace(uid, "") == not_there.text.replace(other, "")
    with pytest.raises(Refused):
        roles.admit(room, chair.email, by=stage.act(chair))


def test_a_chair_does_not_change_their_own_seat(stage: Stage, room: Group) -> None:
    row = GroupSeat.objects.get(group=room)
    with pytest.raises(Refused):
        roles.remove_from_group(row, by=stage.act(stage.member))


def test_a_member_leaves_a_group_by_themselves(stage: Stage, room: Group) -> None:
    who = make.member()
    membership.join_group(seat(who), room, by=make.SETUP)
    roles.leave_group(room, who, by=stage.act(who))
    assert f"grp:{room.pk}" not in viewer_for(fresh(who)).tokens
