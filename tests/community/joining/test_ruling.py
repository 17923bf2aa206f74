"""Nobody weakens four eyes alone."""

import pytest
from django.core.exceptions import ValidationError

from community.access.policy import Refused
from community.joining import ruling
from community.joining.models import Deputy, RuleChange
from community.queues.models import Item
from community.rules import rules
from tests import factories as make

from .cases import officer, secretary, viewer

pytestmark = pytest.mark.django_db


def test_stricter_and_harmless_rules_hold_at_once() -> None:
    one = secretary()
    values = {"vetters_needed": 3, "remind_after_days": 5}
    assert ruling.change_rules(values, viewer=viewer(one), person=one) is None
    assert (rules().vetters_needed, rules().remind_after_days) == (3, 5)


@pytest.mark.parametrize("name", ruling.FOUR_EYES)
def test_a_weaker_one_waits_for_a_second_person(name: str) -> None:
    one, other = secretary(), secretary()
    ruling.change_rules({"person_vetters_needed": 2}, viewer=viewer(one), person=one)
    before = getattr(rules(), name)
    change = ruling.change_rules({name: before - 1}, viewer=viewer(one), person=one)
    assert change is not None
    assert getattr(rules(), name) == before
    assert Item.objects.get(closed_at=None).queue == "rules"
    with pytest.raises(Refused):
        ruling.decide_change(change, confirmed=True, viewer=viewer(one), person=one)
    ruling.decide_change(change, confirmed=True, viewer=viewer(other), person=other)
    assert getattr(rules(), name) == before - 1
    assert not Item.objects.filter(closed_at=None).exists()


def test_a_trustee_may_be_the_second_and_no_other_role() -> None:
    one, trustee = secretary(), officer("trustee")
    change = ruling.change_rules({"vetters_needed": 1}, viewer=viewer(one), person=one)
    assert change is not None
    for person in (make.member(), officer("operator"), officer("auditor")):
        with pytest.raises(Refused):
            ruling.decide_change(change, confirmed=True, viewer=viewer(person), person=person)
    ruling.decide_change(change, confirmed=False, viewer=viewer(trustee), person=trustee)
    assert rules().vetters_needed == 2
    with pytest.raises(Refused):
        ruling.decide_change(change, confirmed=True, viewer=viewer(trustee), person=trustee)


@pytest.mark.parametrize("name", ["vetters_needed", "person_vetters_needed"])
def test_nothing_goes_below_one(name: str) -> None:
    one = secretary()
    with pytest.raises(ValidationError):
        ruling.change_rules({name: 0}, viewer=viewer(one), person=one)
    assert not RuleChange.objects.exists()


def test_only_the_secretariat_sets_rules() -> None:
    for person in (make.member(), officer("trustee"), officer("operator")):
        with pytest.raises(Refused):
            ruling.change_rules({"vetters_needed": 5}, viewer=viewer(person), person=person)


def test_a_deputy_is_named_by_two_and_never_by_themselves() -> None:
    one, other = secretary(), secretary()
    change = ruling.propose_deputy(other, viewer=viewer(one), person=one)
    with pytest.raises(Refused):
        ruling.decide_change(change, confirmed=True, viewer=viewer(other), person=other)
    third = officer("trustee")
    ruling.decide_change(change, confirmed=True, viewer=viewer(third), person=third)
    deputy = Deputy.objects.get(person=other)
    ruling.end_deputy(deputy, viewer=viewer(one))
    deputy.refresh_from_db()
    assert deputy.until is not None


def test_the_page_sets_and_confirms(client_of: object) -> None:
    one, other = secretary(), secretary()
    page = "/en/office/rules/"
    typed = dict.fromkeys(("sponsors_needed", "vetters_needed", "person_vetters_needed"), "2")
    typed |= dict.fromkeys(
        (
            *("remind_after_days", "escalate_after_days", "reconfirm_every_days"),
            *("dormant_after_days", "dormant_notice_days", "invitation_days"),
        ),
        "9",
    )
    client = client_of(one)  # type: ignore[operator]
    wrong = client.post(page, {"act": "set", **typed, "vetters_needed": "0"})
    assert wrong.status_code == 422
    assert b"greater than or equal to 1" in wrong.content
    assert client.post(page, {"act": "set", **typed, "vetters_needed": "1"}).status_code == 302
    assert (rules().vetters_needed, rules().remind_after_days) == (2, 9)
    change = RuleChange.objects.get()
    word = {"act": "decide", "change": change.uid, "word": "confirm"}
    assert client.post(page, word).status_code == 403
    assert client_of(other).post(page, word).status_code == 302  # type: ignore[operator]
    assert rules().vetters_needed == 1
