"""Standing, holdings and the viewer, from dated rows to acl ids."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.utils import timezone

from community import membership
from community.access.models import NETWORK_SET_ID, PUBLIC_SET_ID, AudienceSet, audience_set
from community.access.tokens import Addressees, at_large, audience, in_group
from community.models import Agreement, GroupSeat, Lineage, Organisation, Person
from community.readers import readers_of, viewer_for
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_first_two_sets_are_public_and_network() -> None:
    rows = AudienceSet.objects.filter(pk__in=[PUBLIC_SET_ID, NETWORK_SET_ID]).order_by("pk")
    assert [list(row.token_rows.values_list("token", flat=True)) for row in rows] == [
        ["pub"],
        ["mem"],
    ]


def test_a_new_set_comes_after_them_and_is_made_once() -> None:
    made = audience_set(audience("AMBER", {"org:1", "grp:2"}))
    assert made.pk > NETWORK_SET_ID
    assert audience_set(audience("AMBER", {"grp:2", "org:1"})).pk == made.pk


def test_making_a_viewer_costs_one_query(
    django_assert_num_queries: Callable[[int], AbstractContextManager[None]],
) -> None:
    who = make.member()
    for _each in range(5):
        make.join(who, make.group())
    with django_assert_num_queries(1):
        viewer_for(who)


def test_a_member_reads_what_is_addressed_to_the_organisation_and_others_do_not() -> None:
    inside, outside = make.member(), make.member()
    own = inside.seats.get().organisation
    to = Addressees(organisations=frozenset({own.pk}))
    acl = audience_set(at_large("AMBER", to, team=None))
    assert acl.pk in viewer_for(inside).acl_ids
    assert acl.pk not in viewer_for(outside).acl_ids
    assert list(readers_of(acl.pk)) == [inside]


def test_amber_reaches_vetted_clients_only_if_ticked_and_strict_never() -> None:
    provider, client = make.organisation(), make.organisation()
    theirs = make.member(client)
    membership.vet_client(provider, client, by=make.SETUP, now=make.LONG_AGO)
    to = Addressees(organisations=frozenset({provider.pk}), clients=True)
    ticked = audience_set(at_large("AMBER", to, team=None)).pk
    strict = audience_set(at_large("AMBER+STRICT", to, team=None)).pk
    assert ticked in viewer_for(theirs).acl_ids
    assert strict not in viewer_for(theirs).acl_ids


@pytest.mark.parametrize("state", ["suspended", "left"])
def test_standing_ends_with_the_organisation(state: str) -> None:
    who = make.member()
    assert viewer_for(who).is_member
    membership.set_organisation_state(who.seats.get().organisation, state, by=make.SETUP)
    who.refresh_from_db()
    assert not viewer_for(who).is_member
    assert viewer_for(who).acl_ids == {PUBLIC_SET_ID}


def test_a_group_seat_ends_with_the_seat_it_hangs_on() -> None:
    who, room = make.member(), make.group()
    make.join(who, room)
    acl = audience_set(in_group("AMBER", room.circle, room.pk)).pk
    assert acl in viewer_for(who).acl_ids
    membership.end_seat(who.seats.get(), by=make.SETUP)
    who.refresh_from_db()
    assert acl not in viewer_for(who).acl_ids
    assert not GroupSeat.objects.filter(until=None).exists()


def test_a_dated_end_passes_without_anybody_writing() -> None:
    who, room = make.member(), make.group()
    row = make.join(who, room)
    row.until = timezone.now() + timedelta(days=1)
    row.save()
    membership.refresh(who)
    who.refresh_from_db()
    acl = audience_set(in_group("AMBER", room.circle, room.pk)).pk
    later = timezone.now() + timedelta(days=2)
    assert acl in viewer_for(who).acl_ids
    assert acl not in viewer_for(who, later).acl_ids
    assert viewer_for(who).valid_until == row.until
    assert who not in readers_of(acl, later)


def test_red_in_a_group_is_lost_with_the_membership() -> None:
    who, room = make.member(), make.group()
    row = make.join(who, room)
    acl = audience_set(in_group("RED", room.circle, room.pk, {who.pk})).pk
    assert acl in viewer_for(who).acl_ids
    membership.leave_group(row, by=make.SETUP)
    who.refresh_from_db()
    assert acl not in viewer_for(who).acl_ids


def test_succession_inherits_and_merger_does_not() -> None:
    old, heir, merged = (make.organisation() for _each in range(3))
    of_heir, of_merged = make.member(heir), make.member(merged)
    acl = audience_set(
        at_large("AMBER", Addressees(organisations=frozenset({old.pk})), team=None)
    ).pk
    membership.record_lineage(Lineage.Kind.SUCCESSION, old, heir, by=make.SETUP)
    membership.record_lineage(Lineage.Kind.MERGER, old, merged, by=make.SETUP)
    of_heir.refresh_from_db()
    assert acl in viewer_for(of_heir).acl_ids
    assert acl not in viewer_for(of_merged).acl_ids


def test_a_required_agreement_closes_the_door_by_its_date() -> None:
    deadline = timezone.now() + timedelta(days=30)
    version = make.agreement("confidentiality", Agreement.Scope.PERSON)
    who = make.member()
    assert not viewer_for(who).is_member
    membership.accept(version, person=who, by=make.SETUP)
    who.refresh_from_db()
    assert viewer_for(who).is_member
    version.agreement.versions.create(
        number=2, binding_language="sr", in_force_from=make.LONG_AGO, accept_by=deadline
    )
    membership.refresh(who)
    who.refresh_from_db()
    assert who.standing_until == deadline


def test_offices_and_superusers_hold_no_token() -> None:
    boss = Person.objects.create_superuser("boss@members.example", name="Boss")
    assert viewer_for(boss).acl_ids == {PUBLIC_SET_ID}
    who = make.member()
    plain = viewer_for(who).tokens
    membership.give_network_role(who, "secretariat", by=make.SETUP)
    who.refresh_from_db()
    assert viewer_for(who).tokens == plain
    assert viewer_for(who).has_role("secretariat")


def test_an_applicant_organisation_gives_nothing() -> None:
    who = make.member(make.organisation(state=Organisation.State.APPLICANT))
    assert who.standing_until is None
    assert viewer_for(who).acl_ids == {PUBLIC_SET_ID}
