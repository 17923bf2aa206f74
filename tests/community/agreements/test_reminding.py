"""Letters 14, 7 and 1 days before a door closes, once each, to who can still sign."""

from datetime import timedelta

import pytest
import time_machine

from community import membership
from community.agreements.reminding import remind
from community.duties import duties_of
from community.models import Agreement, Seat
from community.notify.models import OutgoingMail
from community.readers import viewer_for
from tests import factories as make

from .texts import agreement, publish

pytestmark = pytest.mark.django_db


def letters() -> list[OutgoingMail]:
    rows = OutgoingMail.objects.filter(kind__startswith="letter.agreement-reminder")
    return list(rows.order_by("pk"))


def test_who_signed_the_last_version_is_reminded_three_times(
    frozen: time_machine.Traveller,
) -> None:
    asked = agreement("own")
    waits, signs = make.member(), make.member()
    for who in (waits, signs):
        membership.accept(asked.versions.get(), person=who, by=make.SETUP)
    second = publish(asked, 2)
    membership.accept(second, person=signs, by=make.SETUP)
    counts = []
    for _day in range(32):
        remind()
        remind()
        counts.append(len(letters()))
        frozen.shift(timedelta(days=1))
    assert [day for day in range(1, 32) if counts[day] > counts[day - 1]] == [16, 23, 29]
    assert {letter.person_id for letter in letters()} == {waits.pk}
    assert str(asked.uid) in letters()[0].text


def test_for_an_organisation_its_administrators_are_reminded(
    frozen: time_machine.Traveller,
) -> None:
    asked = agreement("house", "organisation")
    house = make.organisation("Kuća")
    chief = make.member(house, role=Seat.Role.ADMINISTRATOR, language="en")
    make.member(house)
    membership.accept(asked.versions.get(), person=chief, organisation=house, by=make.SETUP)
    publish(asked, 2)
    frozen.shift(timedelta(days=23, hours=1))
    remind()
    (letter,) = letters()
    assert letter.person_id == chief.pk
    assert "on behalf of Kuća" in letter.text


def test_the_letter_names_no_agreement(frozen: time_machine.Traveller) -> None:
    asked = agreement("own", required=False)
    Agreement.objects.filter(pk=asked.pk).update(kind=Agreement.Kind.GROUP_RULES)
    group, who = make.group(), make.member(language="en")
    make.join(who, group)
    make.requirement(asked, group=group)
    make.member()
    membership.accept(asked.versions.get(), person=who, by=make.SETUP)
    publish(asked, 2)
    frozen.shift(timedelta(days=29, hours=1))
    remind()
    (letter,) = letters()
    assert letter.person_id == who.pk
    assert "Confidentiality" not in letter.subject + letter.text
    assert group.name not in letter.subject + letter.text


def test_the_member_home_shows_what_to_sign_and_by_when(frozen: time_machine.Traveller) -> None:
    asked = agreement("own")
    who = make.member()
    membership.accept(asked.versions.get(), person=who, by=make.SETUP)
    second = publish(asked, 2)
    membership.refresh(who)
    (duty,) = [one for one in duties_of(viewer_for(who), who) if "/me/agreements/" in one.url]
    assert (duty.lane, duty.due, duty.urgent) == ("do", second.accept_by, False)
    frozen.shift(timedelta(days=31))
    (duty,) = [one for one in duties_of(viewer_for(who), who) if "/me/agreements/" in one.url]
    assert (duty.due, duty.urgent) == (None, True)
