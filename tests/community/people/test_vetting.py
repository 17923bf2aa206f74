"""The network's stage: never oneself, never who stands behind the person, nobody twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from community import membership
from community.access.policy import Refused
from community.models import NetworkRole, Person, VettingCase
from community.people import accepting, inviting, vetting
from community.queues.models import Item
from community.queues.registry import queue
from community.readers import viewer_for
from community.rules import set_rules
from tests import factories as make
from tests.conftest import ClientOf

from .stage import Stage, fresh, mails_to, set_up

NEW = "nova@hidrodrina.example"


def invited(stage: Stage) -> VettingCase:
    made = inviting.invite(stage.organisation, NEW, by=stage.admin)
    person = accepting.accept_with_new_account(
        made, name="Nova", password="a long phrase nobody said", language="en"
    )
    return VettingCase.objects.get(person=person)


def vote(stage: Stage, case: VettingCase, who: Person, *, for_it: bool = True) -> VettingCase:
    return vetting.vote(case, in_favour=for_it, reason="known", by=stage.act(who))


def test_one_vote_is_enough_where_the_network_says_so(stage: Stage) -> None:
    case = vote(stage, invited(stage), stage.office[0])
    assert case.state == VettingCase.State.APPROVED
    person = fresh(case.person)
    assert person.state == Person.State.VETTED
    assert viewer_for(person).is_member
    assert "Welcome" in mails_to(NEW)[-1].subject
    assert not Item.objects.filter(queue="people", closed_at=None).exists()


def test_the_application_of_an_organisation_is_not_decided_here(
    stage: Stage, client_of: ClientOf
) -> None:
    """Its contact is a person too, but other rules and more votes decide about it."""
    contact = make.member(stage.organisation, state="applicant")
    case = VettingCase.objects.create(
        organisation=stage.organisation, person=contact, opened_at=make.LONG_AGO
    )
    with pytest.raises(Refused):
        vote(stage, case, stage.office[0])
    client = client_of(stage.office[0])
    assert client.get(f"/en/office/people/cases/{case.uid}/").status_code == 404
    assert contact.name not in client.get("/en/office/people/").text


def test_two_votes_take_two_people(stage: Stage) -> None:
    set_rules(by=make.SETUP, person_vetters_needed=2)
    case = invited(stage)
    assert vote(stage, case, stage.office[0]).state == VettingCase.State.OPEN
    with pytest.raises(Refused):
        vote(stage, case, stage.office[0])
    assert not viewer_for(fresh(case.person)).is_member
    assert vote(stage, case, stage.office[1]).state == VettingCase.State.APPROVED
    with pytest.raises(Refused):
        vote(stage, case, stage.office[2])


def test_against_decides_with_as_many_votes_as_for(stage: Stage) -> None:
    set_rules(by=make.SETUP, person_vetters_needed=2)
    case = invited(stage)
    vote(stage, case, stage.office[0], for_it=False)
    vote(stage, case, stage.office[1])
    assert vote(stage, case, stage.office[2], for_it=False).state == VettingCase.State.REFUSED
    person = fresh(case.person)
    assert person.state == Person.State.LEFT
    assert not person.seats.filter(until=None).exists()
    assert "decided" in mails_to(NEW)[-1].subject


def test_who_stands_behind_the_person_never_vets(stage: Stage) -> None:
    membership.give_network_role(stage.administrator, NetworkRole.Role.SECRETARIAT, by=make.SETUP)
    case = invited(stage)
    with pytest.raises(Refused):
        vote(stage, case, stage.administrator)


def test_nobody_vets_themselves(stage: Stage) -> None:
    case = invited(stage)
    membership.give_network_role(case.person, NetworkRole.Role.SECRETARIAT, by=make.SETUP)
    membership.set_person_state(case.person, Person.State.VETTED, by=make.SETUP)
    with pytest.raises(Refused, match=r"person\.vet"):
        vote(stage, case, case.person)


def test_a_colleague_vets_only_where_nobody_else_could(stage: Stage) -> None:
    membership.give_network_role(stage.member, NetworkRole.Role.SECRETARIAT, by=make.SETUP)
    case = invited(stage)
    with pytest.raises(Refused):
        vote(stage, case, stage.member)
    for row in NetworkRole.objects.filter(person__in=stage.office):
        membership.end_network_role(row, by=make.SETUP)
    assert vote(stage, case, stage.member).state == VettingCase.State.APPROVED


def test_nobody_but_the_secretariat_vets(stage: Stage, client_of: ClientOf) -> None:
    case = invited(stage)
    with pytest.raises(Refused):
        vote(stage, case, stage.member)
    page = f"/en/office/people/cases/{case.uid}/"
    assert client_of(stage.member).get(page).status_code == 404
    assert client_of(stage.administrator).get(page).status_code == 404


def test_the_page_takes_a_vote_and_then_says_why_not_again(
    stage: Stage, client_of: ClientOf
) -> None:
    set_rules(by=make.SETUP, person_vetters_needed=2)
    case = invited(stage)
    page = f"/en/office/people/cases/{case.uid}/"
    client = client_of(stage.office[0])
    assert "Nova" in client.get("/en/office/people/").text
    answer = client.post(page, {"vote": "for", "reason": ""})
    assert "There is a problem" in answer.text
    assert client.post(page, {"vote": "for", "reason": "known"}).status_code == 302
    assert "somebody else decides with you" in client.get(page).text
    assert case.votes.count() == 1


def test_the_queue_says_who_may_not(stage: Stage) -> None:
    set_rules(by=make.SETUP, person_vetters_needed=2)
    case = invited(stage)
    vote(stage, case, stage.office[0])
    shown = queue("people").show(viewer_for(stage.office[1]), [case.uid])[case.uid]
    assert set(shown.not_for or {}) == {
        stage.office[0].pk,
        stage.administrator.pk,
        case.person_id,
    }


@pytest.mark.usefixtures("threads_database")
def test_two_votes_at_once_decide_once() -> None:
    stage = set_up()
    case = invited(stage)
    acts = [stage.act(who) for who in stage.office[:2]]

    def cast(number: int) -> bool:
        try:
            vetting.vote(case, in_favour=True, reason="at once", by=acts[number])
            return True
        except Refused:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(cast, range(2)))
    assert sorted(done) == [False, True]
    assert case.votes.count() == 1
