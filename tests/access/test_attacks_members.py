"""Attacks on the members' half: agreements, ways in, organisations, trustees, machines."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community import membership
from community.access.policy import Refused, ask
from community.agreements.models import AgreementGate
from community.agreements.signing import sign
from community.audit.models import Entry
from community.models import Agreement, Group, Lineage, NetworkRole, Organisation, Person
from community.notify.models import OutgoingMail
from community.privacy import clocks
from community.profiles import clients, domains, lineage
from community.readers import viewer_for
from community.signin import reenrolment
from community.signin.models import FactorReset
from community.trustees.models import Opening
from tests import factories as make
from tests.community.agreements.test_gates import rules_of
from tests.community.agreements.texts import publish
from tests.community.profiles.cast import administrator, by, officer
from tests.community.signin.test_reenrolment import ADD, TOTP, WORD, _half_known
from tests.community.trustees.conftest import House, house, sealed_reply  # noqa: F401
from tests.conftest import ClientOf
from tests.factories import PASSWORD
from tests.logging_in import code_from, log_in

pytestmark = pytest.mark.django_db


def chair_of(group: Group) -> Person:
    who = make.member()
    make.join(who, group, "chair")
    return who


# Agreements


def test_a_chair_does_not_shut_a_label_to_the_whole_network(client_of: ClientOf) -> None:
    """A group's own rules, asked for by a label, would shut everybody out and be known to all."""
    room = make.group("Tajna", circle=Group.Circle.SEALED)
    chair, stranger = chair_of(room), make.member()
    rules = rules_of(room)
    sign(rules, 1, viewer=viewer_for(chair))
    path = f"/en/office/agreements/{rules.uid}/require/"
    assert client_of(chair).post(path, {"label": "AMBER"}).status_code in (302, 403, 404)
    assert not AgreementGate.objects.filter(agreement=rules, group=None).exists()
    page = f"/en/me/agreements/{rules.uid}/versions/1/"
    assert client_of(stranger).get(page).status_code == 404


def test_the_office_does_not_lay_a_group_s_rules_before_everybody(client_of: ClientOf) -> None:
    room = make.group("Tajna", circle=Group.Circle.SEALED)
    office = officer()
    make.join(office, room)
    rules = rules_of(room)
    sign(rules, 1, viewer=viewer_for(office))
    path = f"/en/office/agreements/{rules.uid}/require/"
    client_of(office).post(path, {"label": "RED"})
    assert not AgreementGate.objects.filter(agreement=rules, group=None).exists()


def test_who_left_a_sealed_group_reads_no_later_version_of_its_rules(client_of: ClientOf) -> None:
    room = make.group("Tajna", circle=Group.Circle.SEALED)
    rules = rules_of(room)
    gone = make.member()
    seat = make.join(gone, room)
    sign(rules, 1, viewer=viewer_for(gone))
    membership.leave_group(seat, by=make.SETUP)
    publish(rules, 2)
    client = client_of(gone)
    assert client.get(f"/en/me/agreements/{rules.uid}/versions/1/").status_code == 200
    assert client.get(f"/en/me/agreements/{rules.uid}/versions/2/").status_code == 404
    assert client.get(f"/en/me/agreements/{rules.uid}/").status_code == 404
    assert f"{rules.uid}/versions/2/" not in client.get("/en/me/agreements/").content.decode()
    with pytest.raises(Refused):
        sign(rules, 2, viewer=viewer_for(gone))


def test_a_suspended_member_of_a_group_reads_no_rules_of_it_any_more(client_of: ClientOf) -> None:
    room = make.group("Tajna", circle=Group.Circle.SEALED)
    rules = rules_of(room)
    who = make.member()
    make.join(who, room)
    membership.set_person_state(who, Person.State.SUSPENDED, by=make.SETUP)
    client = client_of(who)
    assert str(rules.uid) not in client.get("/en/me/agreements/").content.decode()
    assert client.get(f"/en/me/agreements/{rules.uid}/versions/1/").status_code == 404


# Ways in


def lost(one: Person, other: Person) -> tuple[Person, FactorReset, str]:
    person = make.member(password=PASSWORD)
    log_in(Client(), person)
    reset = reenrolment.ask(person, viewer=viewer_for(one), by=one)
    return person, reset, reenrolment.confirm(reset, viewer=viewer_for(other), by=other)


def test_confirming_twice_does_not_spare_the_word() -> None:
    """A double click of the confirmer would leave the stolen mailbox enough."""
    one, other = officer(), officer()
    person, reset, _word = lost(one, other)
    assert reenrolment.confirm(reset, viewer=viewer_for(other), by=other) == ""
    assert reenrolment.waiting_for(person) is not None
    assert _half_known(person).get(TOTP)["Location"] == WORD


def test_confirming_what_came_too_late_does_not_spare_the_word(
    frozen: time_machine.Traveller,
) -> None:
    one, other = officer(), officer()
    person, _reset, _word = lost(one, other)
    late = reenrolment.ask(person, viewer=viewer_for(one), by=one)
    frozen.shift(timedelta(days=4))
    assert reenrolment.confirm(late, viewer=viewer_for(other), by=other) == ""
    assert reenrolment.waiting_for(person) is not None


def test_time_does_not_spare_the_word() -> None:
    one, other = officer(), officer()
    person, reset, _word = lost(one, other)
    FactorReset.objects.update(ends_at=timezone.now() - timedelta(days=4000))
    clocks._access(timezone.now(), 100)
    assert reenrolment.waiting_for(person) == reset


@pytest.mark.django_db(transaction=True)
def test_the_word_counts_for_the_session_in_which_it_was_typed() -> None:
    one, other = officer(), officer()
    person, _reset, word = lost(one, other)
    right, thief = _half_known(person), _half_known(person)
    assert right.post(WORD, {"word": word})["Location"] == "/accounts/2fa/"
    assert thief.get(TOTP)["Location"] == thief.get(ADD)["Location"] == WORD
    assert right.get(TOTP).status_code == 200
    answer = right.post(TOTP, {"code": code_from(right.session["mfa.totp.secret"])})
    assert answer.status_code == 302
    assert reenrolment.waiting_for(person) is None
    assert FactorReset.objects.get().state == FactorReset.State.USED


# Organisations: four eyes


def new_and_old() -> tuple[Organisation, Organisation]:
    return make.organisation("New"), make.organisation("Old")


def test_who_would_read_by_a_succession_does_not_confirm_it() -> None:
    new, old = new_and_old()
    heir, stranger, third = officer(new), officer(), officer()
    proposal = lineage.propose_lineage(
        Lineage.Kind.SUCCESSION, old, new, on=date(2026, 1, 1), reason="x", by=by(stranger)
    )
    with pytest.raises(Refused):
        lineage.decide_lineage(proposal, True, by=by(heir))
    lineage.decide_lineage(proposal, True, by=by(third))


def test_who_would_read_by_a_client_relation_does_not_vet_it() -> None:
    client, provider = new_and_old()
    colleague, stranger = officer(client), officer()
    proposes, answers = administrator(provider), administrator(client)
    proposal = clients.propose_client(provider, client, "", by=by(proposes))
    clients.answer_proposal(proposal, True, by=by(answers))
    with pytest.raises(Refused):
        clients.decide_proposal(proposal, True, "", by=by(colleague))
    clients.decide_proposal(proposal, True, "", by=by(stranger))


def test_a_colleague_does_not_decide_on_a_domain_while_there_are_others() -> None:
    firm, _other = new_and_old()
    colleague, claims = officer(firm), administrator(firm)
    claim = domains.claim_domain(firm, "alpha.example", by=by(claims))
    domains.ask_by_hand(claim, "A contract.", by=by(claims))
    assert ask(viewer_for(colleague), "domain.decide", claim)  # nobody else is there
    stranger = officer()
    with pytest.raises(Refused):
        domains.decide_claim(claim, True, "", by=by(colleague))
    domains.decide_claim(claim, True, "", by=by(stranger))


def test_who_left_gets_no_word_on_the_organisation_s_claim() -> None:
    firm, _other = new_and_old()
    claims, stranger = administrator(firm), officer()
    claim = domains.claim_domain(firm, "alpha.example", by=by(claims))
    domains.ask_by_hand(claim, "A contract.", by=by(claims))
    membership.end_seat(claims.seats.get(), by=make.SETUP)
    domains.decide_claim(claim, False, "Your colleague says no.", by=by(stranger))
    assert not OutgoingMail.objects.filter(person_id=claims.pk, text__contains="colleague").exists()


# Trustees


def test_a_refusal_does_not_tell_auditors_who_wrote_a_sealed_post(
    house: House,  # noqa: F811
    client_of: ClientOf,
) -> None:
    """A trustee who wrote it is refused: a row of that would name the author in the log."""
    membership.give_network_role(
        house.author, NetworkRole.Role.TRUSTEE, by=make.SETUP, since=make.LONG_AGO
    )
    sealed_reply(house)
    data = {
        "key": "k-author",
        "purpose": "unseal",
        "thing": str(house.topic.uid),
        "kind": "topic",
        "number": "2",
        "reason": "We have to know who wrote this here.",
    }
    trustee, author = client_of(house.one), client_of(house.author)
    assert trustee.post("/en/trustees/", data).status_code == 302
    opening = reverse("trustees:opening", args=[Opening.objects.get().uid])
    assert author.post(opening, {"act": "confirm"}).status_code == 403
    assert author.post("/en/trustees/", data | {"key": "k2"}).status_code == 403
    assert not Entry.objects.filter(verb__startswith="refused:glass").exists()


def test_a_trustee_without_standing_is_told_of_no_request(
    house: House,  # noqa: F811
    client_of: ClientOf,
) -> None:
    membership.set_person_state(house.three, Person.State.SUSPENDED, by=make.SETUP)
    data = {
        "key": "k",
        "purpose": "read",
        "thing": str(house.topic.uid),
        "kind": "topic",
        "reason": "A member asks for it, and nobody is here.",
    }
    assert client_of(house.one).post("/en/trustees/", data).status_code == 302
    told = OutgoingMail.objects.filter(kind__contains="glass.asked").values_list("person_id")
    assert {one for (one,) in told} == {house.two.pk}


def test_agreements_of_the_network_are_still_asked_for_by_labels(client_of: ClientOf) -> None:
    asked = make.agreement("nda", Agreement.Scope.PERSON, required=False).agreement
    client_of(officer()).post(f"/en/office/agreements/{asked.uid}/require/", {"label": "RED"})
    assert AgreementGate.objects.get(agreement=asked).label == "RED"
