"""What rests is reminded of once a round, then everybody is asked once."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from community import membership
from community.models import Person
from community.notify.models import OutgoingMail
from community.queues import keeping, registry, reminding
from community.queues.models import Item
from community.queues.reading import waiting_for
from community.queues.registry import Shown
from tests import factories as make
from tests.community.joining.cases import officer, secretary, viewer

pytestmark = pytest.mark.django_db
NAME = "trial"


@pytest.fixture(autouse=True)
def trial() -> Iterator[None]:
    """A queue of its own, as a slice registers one."""
    registry.register_queue(
        NAME, "Trials", lambda _viewer, uids: {uid: Shown("A trial", "/en/") for uid in uids}
    )
    yield
    del registry._queues[NAME]


def _put(**more: object) -> UUID:
    uid = uuid4()
    keeping.put(NAME, "trial", uid, role="secretariat", **more)  # type: ignore[arg-type]
    return uid


def _after(days: float) -> tuple[int, int]:
    now = timezone.now() + timedelta(days=days, minutes=1)
    return reminding.remind(now), reminding.escalate(now)


def _told(kind: str) -> list[int | None]:
    rows = OutgoingMail.objects.filter(kind__startswith=f"letter.queue.{kind}")
    return sorted(rows.values_list("person_id", flat=True), key=lambda pk: pk or 0)


def test_nothing_is_said_before_its_time() -> None:
    secretary()
    _put()
    assert _after(2.9) == (0, 0)


def test_the_owner_is_reminded_once() -> None:
    one, _other = secretary(), secretary()
    _put(owner=one)
    assert [_after(days)[0] for days in (3, 4, 5)] == [1, 0, 0]
    assert _told("reminder") == [one.pk]


def test_everybody_is_reminded_where_nobody_owns_it() -> None:
    people = [secretary(), secretary()]
    make.member()
    _put()
    _after(3)
    assert _told("reminder") == [one.pk for one in people]


def test_an_owner_who_lost_the_office_counts_as_nobody() -> None:
    gone, left = secretary(), secretary()
    _put(owner=gone)
    membership.end_network_role(gone.network_roles.get(), by=make.SETUP)
    _after(3)
    assert _told("reminder") == [left.pk]


def test_then_everybody_is_asked_with_the_deputies_once() -> None:
    one, other, trustee = secretary(), secretary(), officer("trustee")
    uid = _put(owner=one, deputy_role="trustee")
    item = Item.objects.get(thing_uid=uid)
    assert item not in waiting_for(viewer(trustee))
    assert [_after(days)[1] for days in (7, 8, 9)] == [1, 0, 0]
    assert _told("escalation") == [one.pk, other.pk, trustee.pk]
    assert item in waiting_for(viewer(trustee))


def test_one_letter_tells_of_everything() -> None:
    one = secretary()
    for _each in range(5):
        _put(owner=one)
    _after(3)
    (mail,) = OutgoingMail.objects.filter(kind__startswith="letter.queue.")
    assert mail.subject == "5 things wait for you" or "5" in mail.subject
    assert "A trial" not in mail.text


def test_while_the_applicant_is_asked_the_clock_stands_still_and_then_begins_anew() -> None:
    one = secretary()
    uid = _put(owner=one)
    keeping.pause(NAME, uid)
    assert _after(30) == (0, 0)
    keeping.resume(NAME, uid)
    assert _after(2) == (0, 0)
    assert _after(3) == (1, 0)
    keeping.resume(NAME, uid)
    assert _after(3.1) == (1, 0)
    assert _told("reminder") == [one.pk, one.pk]


def test_what_is_closed_is_quiet() -> None:
    secretary()
    keeping.close(NAME, _put())
    assert _after(30) == (0, 0)


def test_the_administrators_of_one_organisation_only() -> None:
    house = make.organisation()
    chief = make.member(house, role="administrator")
    make.member(role="administrator")
    keeping.put(NAME, "trial", uuid4(), role=f"administrator:{house.pk}")
    _after(3)
    assert _told("reminder") == [chief.pk]
    assert waiting_for(viewer(chief)).count() == 1
    assert waiting_for(viewer(Person.objects.exclude(pk=chief.pk).get())).count() == 0
