"""Different people decide, never their own; what they decide happens once."""

import re

import pytest
from django.test import Client

from community import membership
from community.access.policy import Refused, ask
from community.audit.models import Entry
from community.joining import asking, vetting
from community.joining.models import Deputy
from community.models import OrganisationDomain, Person, Seat, VettingCase, VettingVote
from community.notify.models import OutgoingMail
from community.queues import keeping
from community.queues.models import Item
from community.readers import viewer_for
from community.rules import set_rules
from tests import factories as make

from .cases import EMAIL, cast_vote, letters, officer, open_case, secretary, viewer

pytestmark = pytest.mark.django_db
State = VettingCase.State


def _now(case: VettingCase) -> VettingCase:
    case.refresh_from_db()
    return case


def test_two_different_people_admit() -> None:
    case, one, other = open_case(), secretary(), secretary()
    cast_vote(case, one)
    assert _now(case).state == State.OPEN
    with pytest.raises(Refused):
        cast_vote(case, one)
    assert case.votes.count() == 1
    cast_vote(case, other)
    assert _now(case).state == State.APPROVED
    assert Entry.objects.filter(verb="vetting.approve").count() == 1


def test_an_admitted_organisation_becomes_real() -> None:
    case = open_case()
    for person in (secretary(), secretary()):
        cast_vote(case, person)
    case = _now(case)
    assert case.organisation.state == "active"
    contact = Person.objects.get(email=EMAIL)
    assert case.person == contact
    assert contact.state == Person.State.VETTED
    assert contact.seats.get().role == Seat.Role.ADMINISTRATOR
    assert OrganisationDomain.objects.get().confirmed_at is None
    (letter,) = letters("joining.welcome")
    assert "/accounts/password/reset/" in letter.text
    assert "/me/agreements/" in letter.text


def test_nothing_is_open_before_the_agreements_are_signed() -> None:
    officers = (secretary(), secretary())
    case = open_case()
    votes = [(person, viewer(person)) for person in officers]
    make.agreement("nda", "organisation")
    for person, before in votes:
        ballot = vetting.Ballot(True, "Fine.")
        vetting.vote(case, ballot, viewer=before, person=person)
    contact = Person.objects.get(email=EMAIL)
    assert _now(case).organisation.state == "active"
    assert not viewer_for(contact).is_member


def test_the_new_administrator_gets_a_password_by_code(client: Client) -> None:
    case = open_case()
    for person in (secretary(), secretary()):
        cast_vote(case, person)
    client.post("/accounts/password/reset/", {"email": EMAIL})
    mail = OutgoingMail.objects.filter(kind="account", address=EMAIL).latest("pk")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.text)
    assert code is not None


def test_a_known_address_gets_a_second_seat_and_no_second_account() -> None:
    member = make.member(email=EMAIL)
    case = open_case()
    for person in (secretary(), secretary()):
        cast_vote(case, person)
    assert Person.objects.filter(email=EMAIL).count() == 1
    assert member.seats.count() == 2


def test_a_suspended_person_is_not_vetted_by_the_way() -> None:
    member = make.member(email=EMAIL)
    case = open_case()
    membership.set_person_state(member, "suspended", by=make.SETUP)
    for person in (secretary(), secretary()):
        cast_vote(case, person)
    member.refresh_from_db()
    assert member.state == "suspended"
    assert not viewer_for(member).is_member


def test_refusal_takes_as_many_and_tells_only_what_was_written_for_the_applicant() -> None:
    case = open_case()
    for number, person in enumerate((secretary(), secretary())):
        ballot = vetting.Ballot(False, f"inner note {number}", f"For you {number}.")
        vetting.vote(case, ballot, viewer=viewer(person), person=person)
    assert _now(case).state == State.REFUSED
    assert case.organisation.state == "left"
    assert not Person.objects.filter(email=EMAIL).exists()
    (letter,) = letters("joining.refusal")
    assert letter.address == EMAIL
    assert "For you 0." in letter.text
    assert "For you 1." in letter.text
    assert "inner note" not in letter.text


def test_a_refusal_needs_words_for_the_applicant() -> None:
    case, one = open_case(), secretary()
    ballot = vetting.Ballot(False, "no", "  ")
    with pytest.raises(Refused):
        vetting.vote(case, ballot, viewer=viewer(one), person=one)


def test_if_they_disagree_a_third_person_decides() -> None:
    one, other, third = (secretary() for _each in range(3))
    trustee = officer("trustee")
    case = open_case()
    keeping.hand_to(Item.objects.get(thing_uid=case.uid), one)
    cast_vote(case, one)
    cast_vote(case, other, yes=False)
    assert _now(case).state == State.OPEN
    assert {mail.person_id for mail in letters("joining.dispute")} == {one.pk, trustee.pk}
    cast_vote(case, third)
    assert _now(case).state == State.APPROVED
    assert case.owner == one


@pytest.mark.parametrize("who", ["applicant", "domain", "seat", "sponsor"])
def test_never_their_own(who: str) -> None:
    case = open_case()
    person = secretary()
    match who:
        case "applicant":
            Person.objects.filter(pk=person.pk).update(email=EMAIL)
        case "domain":
            Person.objects.filter(pk=person.pk).update(email="x@novi-oblak.example")
        case "seat":
            membership.seat_person(person, case.organisation, by=make.SETUP)
        case "sponsor":
            row = case.application.sponsorships.first()
            row.person = person
            row.save()
    decision = ask(viewer(person), "vetting.vote", case)
    assert not decision
    assert "others decide" in str(decision.reason)
    with pytest.raises(Refused):
        cast_vote(case, person)


def test_no_role_but_the_secretariat_votes() -> None:
    secretary()
    secretary()
    case = open_case()
    people = [make.member(), officer("auditor"), officer("operator"), officer("trustee")]
    for person in people:
        with pytest.raises(Refused):
            cast_vote(case, person)


def test_a_trustee_stands_in_where_the_secretariat_is_too_small() -> None:
    one, trustee = secretary(), officer("trustee")
    case = open_case()
    cast_vote(case, one)
    cast_vote(case, trustee)
    assert _now(case).state == State.APPROVED


def test_a_named_deputy_stands_in_too() -> None:
    one, named = secretary(), make.member()
    Deputy.objects.create(person=named, since=make.LONG_AGO)
    case = open_case()
    cast_vote(case, one)
    cast_vote(case, named)
    assert _now(case).state == State.APPROVED


def test_even_one_vetter_is_another_person() -> None:
    set_rules(by=make.SETUP, vetters_needed=1)
    case = open_case()
    sponsor = case.application.sponsorships.first().person
    membership.give_network_role(sponsor, "secretariat", by=make.SETUP, since=make.LONG_AGO)
    with pytest.raises(Refused):
        cast_vote(case, sponsor)
    cast_vote(case, secretary())
    assert _now(case).state == State.APPROVED


def test_a_question_pauses_the_case_and_its_answer_sets_it_going() -> None:
    case, one = open_case(), secretary()
    secretary()
    question = asking.ask_applicant(case, "Who is on duty?", viewer=viewer(one), person=one)
    assert _now(case).state == State.WAITING
    item = Item.objects.get(thing_uid=case.uid, closed_at=None)
    assert item.paused_at is not None
    with pytest.raises(Refused):
        cast_vote(case, one)
    (letter,) = letters("joining.question")
    assert "Who is on duty?" in letter.text
    assert one.name not in letter.text
    asking.answer(case.application, question, "Mira.")
    assert _now(case).state == State.OPEN
    item.refresh_from_db()
    assert item.paused_at is None
    with pytest.raises(Refused):
        asking.answer(case.application, question, "Somebody else.")


def test_a_decided_case_is_closed_for_everything() -> None:
    case = open_case()
    for person in (secretary(), secretary()):
        cast_vote(case, person)
    late = secretary()
    with pytest.raises(Refused):
        cast_vote(case, late)
    with pytest.raises(Refused):
        asking.ask_applicant(case, "?", viewer=viewer(late), person=late)
    assert not Item.objects.filter(thing_uid=case.uid, closed_at=None).exists()


def test_every_vote_is_in_the_log_without_words() -> None:
    case = open_case()
    for person in (secretary(), secretary()):
        cast_vote(case, person)
    rows = Entry.objects.filter(verb="vetting.vote")
    assert rows.count() == VettingVote.objects.count() == 2
    assert "Looked" not in "".join(rows.values_list("details", flat=True))
