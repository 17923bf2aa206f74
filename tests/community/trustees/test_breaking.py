"""Two trustees, never one, never the author, never too late."""

import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from community import membership
from community.access.policy import Refused
from community.access.viewer import ANONYMOUS, Viewer
from community.audit.models import Entry
from community.models import NetworkRole, Person
from community.notify.models import OutgoingMail
from community.queues.reading import waiting_for
from community.readers import viewer_for
from community.trustees import breakable, breaking
from community.trustees.breaking import Wish
from community.trustees.models import Opening
from community.trustees.reading import broken_open
from community.trustees.tasks import sweep, wipe_shares
from tests import factories as make

from .conftest import REASON, House, asked, confirmed, sealed_reply

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    rows = Entry.objects.filter(verb__startswith="glass.").order_by("seq")
    return list(rows.values_list("verb", flat=True))


def read(opening: Opening, by: Person) -> object:
    return broken_open(viewer_for(by), opening, "")


def letters(person: Person) -> list[str]:
    return list(OutgoingMail.objects.filter(person_id=person.pk).values_list("subject", flat=True))


def test_asked_confirmed_read(house: House) -> None:
    opening = confirmed(asked(house), house.two)
    for who in (house.one, house.two):
        shown = broken_open(viewer_for(who), opening, "")
        assert shown is not None
        assert shown[0].title == "Tajni naslov"
        assert shown[0].label == "RED"
        assert "Tajna rečenica." in shown[1][0].html
        breaking.note_reading(opening, "glass.read", by=viewer_for(who))
    assert verbs() == ["glass.ask", "glass.confirm", "glass.read", "glass.read"]
    rows = Entry.objects.filter(verb__startswith="glass.")
    assert set(rows.values_list("kind", "uid")) == {("topic", str(house.topic.uid))}
    assert {json.loads(row.details)["opening"] for row in rows} == {str(opening.uid)}


@pytest.mark.parametrize("role", ["bystander", "named", "author"])
def test_who_is_no_trustee_asks_for_nothing(house: House, role: str) -> None:
    with pytest.raises(Refused):
        asked(house, by=getattr(house, role))
    assert not Opening.objects.exists()


def test_a_visitor_asks_for_nothing(house: House) -> None:
    wish = Wish("read", "topic", house.topic.uid, REASON)
    with pytest.raises(Refused):
        breaking.ask(wish, by=ANONYMOUS, person=house.one, key="k")


def test_nobody_confirms_their_own(house: House) -> None:
    opening = asked(house)
    with pytest.raises(Refused, match=r"glass\.confirm"):
        confirmed(opening, house.one)
    opening.refresh_from_db()
    assert opening.confirmed_at is None
    with pytest.raises(Refused):
        read(opening, house.one)


def test_the_database_refuses_it_too(house: House) -> None:
    opening = asked(house)
    with pytest.raises(IntegrityError, match="trustees_two_different"):
        Opening.objects.filter(pk=opening.pk).update(
            confirmed_by=house.one, confirmed_at=timezone.now()
        )


def test_the_second_has_to_be_a_trustee_with_a_fresh_login(house: House) -> None:
    opening = asked(house)
    for who, fresh in ((house.bystander, True), (house.author, True), (house.two, False)):
        with pytest.raises(Refused):
            confirmed(opening, who, fresh=fresh)
    assert confirmed(opening, house.two).confirmed_by == house.two


def test_whose_office_ended_meanwhile_neither_confirms_nor_reads(house: House) -> None:
    opening = confirmed(asked(house), house.two)
    for who in (house.two, house.three):
        membership.end_network_role(
            NetworkRole.objects.get(person=who, role="trustee"), by=make.SETUP
        )
    with pytest.raises(Refused):
        read(opening, house.two)
    with pytest.raises(Refused):
        confirmed(asked(house, key="f2"), house.three)


def test_a_third_trustee_does_not_read_along(house: House) -> None:
    opening = confirmed(asked(house), house.two)
    with pytest.raises(Refused):
        read(opening, house.three)
    with pytest.raises(Refused):
        breaking.note_reading(opening, "glass.read", by=viewer_for(house.three))


def test_an_author_neither_asks_nor_confirms(house: House) -> None:
    membership.give_network_role(house.author, "trustee", by=make.SETUP, since=make.LONG_AGO)
    house.author.refresh_from_db()
    with pytest.raises(Refused):
        asked(house, by=house.author)
    opening = asked(house)
    with pytest.raises(Refused):
        confirmed(opening, house.author)
    other = asked(house, uid=uuid.uuid4(), by=house.author, key="f3")
    assert other.state(timezone.now()) is Opening.State.ASKED


def test_after_a_day_nobody_confirms_any_more(house: House, frozen: time_machine.Traveller) -> None:
    opening = asked(house)
    frozen.shift(timedelta(hours=23, minutes=59))
    assert opening.state(timezone.now()) is Opening.State.ASKED
    frozen.shift(timedelta(minutes=1))
    with pytest.raises(Refused):
        confirmed(opening, house.two)
    sweep({})
    sweep({})
    assert verbs() == ["glass.ask", "glass.lapse"]
    assert not waiting_for(viewer_for(house.two)).exists()


def test_after_an_hour_it_is_closed(house: House, frozen: time_machine.Traveller) -> None:
    opening = confirmed(asked(house), house.two)
    frozen.shift(timedelta(minutes=59))
    assert read(opening, house.one)
    frozen.shift(timedelta(minutes=1))
    with pytest.raises(Refused):
        read(opening, house.one)
    Opening.objects.filter(pk=opening.pk).update(share="[]", other_share="[]")
    assert wipe_shares(timezone.now()) == 1
    assert wipe_shares(timezone.now()) == 0


def test_what_was_declined_is_not_confirmed(house: House) -> None:
    opening = asked(house)
    breaking.decline(opening, by=viewer_for(house.two), person=house.two)
    with pytest.raises(Refused):
        confirmed(opening, house.three)
    with pytest.raises(Refused):
        breaking.decline(opening, by=viewer_for(house.one), person=house.one)
    assert verbs() == ["glass.ask", "glass.decline"]


def test_confirming_twice_breaks_it_once(house: House) -> None:
    opening = confirmed(asked(house), house.two)
    with pytest.raises(Refused):
        confirmed(opening, house.three)
    assert letters(house.author) == ["Two trustees broke the glass"]


def test_a_double_click_asks_once(house: House) -> None:
    assert asked(house).pk == asked(house).pk
    assert Opening.objects.count() == 1
    assert verbs() == ["glass.ask"]
    assert letters(house.two) == ["A trustee asks to break the glass"]


def test_it_waits_in_the_trustees_queue_until_it_is_decided(house: House) -> None:
    opening = asked(house)
    assert waiting_for(viewer_for(house.two)).get().thing_uid == opening.uid
    confirmed(opening, house.two)
    assert not waiting_for(viewer_for(house.two)).exists()


def test_the_author_learns_that_and_why_and_reads_no_title(house: House) -> None:
    opening = asked(house)
    assert letters(house.author) == []
    confirmed(opening, house.two)
    mail = OutgoingMail.objects.get(person_id=house.author.pk)
    assert REASON in mail.text
    assert str(house.topic.uid) in mail.text
    assert "Tajni naslov" not in mail.subject + mail.text
    assert letters(house.named) == []


def test_an_unknown_uid_is_taken_like_any_other_until_two_have_acted(house: House) -> None:
    opening = confirmed(asked(house, uid=uuid.uuid4()), house.two)
    assert read(opening, house.one) is None


def test_a_kind_that_nobody_registered_opens_nothing(house: House) -> None:
    opening = confirmed(asked(house, kind="moon"), house.two)
    assert read(opening, house.two) is None


def test_breaking_the_glass_gives_no_token(house: House) -> None:
    before = viewer_for(house.one)
    confirmed(asked(house), house.two)
    after = viewer_for(house.one)
    assert (before.tokens, before.acl_ids) == (after.tokens, after.acl_ids)
    assert house.topic.acl_id not in after.acl_ids


def test_a_post_is_broken_for_itself_alone(house: House) -> None:
    number = sealed_reply(house)
    found = breakable.find("topic", house.topic.uid, number)
    assert found is not None
    assert found.authors() == [house.author]
    assert breakable.find("topic", house.topic.uid, 99) is None
    plain = breakable.find("topic", house.topic.uid, 1)
    assert plain is not None
    assert plain.sealed_author is None


def test_a_viewer_without_standing_is_no_trustee(house: House) -> None:
    lapsed = Viewer(
        actor=viewer_for(house.one).actor,
        tokens=ANONYMOUS.tokens,
        acl_ids=ANONYMOUS.acl_ids,
        partitions=ANONYMOUS.partitions,
        roles=frozenset({"trustee"}),
        person_id=house.one.pk,
    )
    with pytest.raises(Refused):
        breaking.ask(
            Wish("read", "topic", house.topic.uid, REASON), by=lapsed, person=house.one, key="k"
        )
