"""All faces of the rule agree, over random networks, with an oracle that knows no token."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from community.access.mixins import can_read
from community.access.models import AudienceSet
from community.access.tokens import Audience, Partition
from community.access.viewer import ANONYMOUS
from community.forums.models import Topic
from community.machines.models import Token
from community.machines.viewing import Machine, machine_of
from community.readers import readers_of, readers_of_audience, viewer_for
from search.service import Ask, search

from .worlds import PEOPLE, THINGS, Sketch, World, sketches

relaxed = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.django_db
@relaxed
@given(sketch=sketches)
def test_every_face_agrees_with_the_standard(sketch: Sketch) -> None:
    with a_world(sketch) as world:
        _compare_readers(world)


def _compare_readers(world: World) -> None:
    viewers = [ANONYMOUS, *(viewer_for(person) for person in world.people)]
    for who, viewer in zip([None, *range(PEOPLE)], viewers, strict=True):
        expected = {n for n in range(THINGS) if world.expected(who, n)}
        one_by_one = {n for n in range(THINGS) if can_read(viewer, world.things[n])}
        listed = set(Topic.objects.visible_to(viewer).values_list("uid", flat=True))
        uids = {world.things[n].uid for n in expected}
        assert one_by_one == expected
        assert listed == uids
        answer = search(viewer, Ask("planinarenje"))
        assert {hit.uid for hit in answer.hits} == uids
        assert answer.total == len(uids)


@pytest.mark.django_db
@relaxed
@given(sketch=sketches)
def test_every_face_agrees_for_machines(sketch: Sketch) -> None:
    with a_world(sketch) as world:
        for maker, token in world.machines.items():
            _compare_machine(world, maker, token)


def _compare_machine(world: World, maker: int, token: Token) -> None:
    found = machine_of(token, timezone.now())
    assert isinstance(found, Machine) == world.machine_works(maker)
    if not isinstance(found, Machine):
        return
    viewer = found.viewer
    expected = {n for n in range(THINGS) if world.machine_expected(maker, n)}
    one_by_one = {n for n in range(THINGS) if can_read(viewer, world.things[n])}
    listed = set(Topic.objects.visible_to(viewer).values_list("uid", flat=True))
    uids = {world.things[n].uid for n in expected}
    assert one_by_one == expected
    assert listed == uids
    assert expected <= {n for n in range(THINGS) if world.expected(maker, n)}
    assert {hit.uid for hit in search(viewer, Ask("planinarenje")).hits} == uids


@pytest.mark.django_db
@relaxed
@given(sketch=sketches)
def test_who_may_read_it_is_everybody_who_reads_it(sketch: Sketch) -> None:
    with a_world(sketch) as world:
        _compare_recipients(world)


def _compare_recipients(world: World) -> None:
    for number, thing in enumerate(world.things):
        expected = {
            world.people[n].pk
            for n in range(PEOPLE)
            if world.stands(n) and world.expected(n, number)
        }
        audience = thing.acl
        assert set(readers_of(audience.pk).values_list("pk", flat=True)) & _all(world) == expected
        assert _people_of(world, audience) == expected


@contextmanager
def a_world(sketch: Sketch) -> Iterator[World]:
    """The rows of a sketch, gone again afterwards: one example must not see another's."""
    with transaction.atomic():
        yield World(sketch)
        transaction.set_rollback(True)


def _all(world: World) -> set[int]:
    return {person.pk for person in world.people}


def _people_of(world: World, audience: AudienceSet) -> set[int]:
    tokens = frozenset(audience.token_rows.values_list("token", flat=True))
    wanted = Audience(tokens, Partition(audience.partition))
    return set(readers_of_audience(wanted).values_list("pk", flat=True)) & _all(world)
