"""Client relations: the provider proposes, the client confirms, the secretariat vets."""

import pytest
from django.urls import reverse

from community import membership
from community.access.policy import Refused
from community.access.tokens import cli
from community.models import ClientRelation, Organisation, Person
from community.notify.models import OutgoingMail
from community.profiles import clients
from community.profiles.models import ClientProposal
from community.queues.models import Item
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import ClientOf

from .cast import administrator, by, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider() -> Organisation:
    return make.organisation("Provider")


@pytest.fixture
def client() -> Organisation:
    return make.organisation("Client")


@pytest.fixture
def asks(provider: Organisation) -> Person:
    return administrator(provider)


@pytest.fixture
def answers(client: Organisation) -> Person:
    return administrator(client)


@pytest.fixture
def proposal(
    provider: Organisation, client: Organisation, asks: Person, answers: Person
) -> ClientProposal:
    return clients.propose_client(provider, client, "We run their network.", by=by(asks))


def reaches(person: Person, provider: Organisation) -> bool:
    person.refresh_from_db()
    return cli(provider.pk) in viewer_for(person).tokens


def test_three_people_make_a_relation(
    proposal: ClientProposal, provider: Organisation, answers: Person
) -> None:
    assert OutgoingMail.objects.filter(person_id=answers.pk).count() == 1
    assert not Item.objects.exists()
    clients.answer_proposal(proposal, True, by=by(answers))
    assert Item.objects.get(closed_at=None).queue == "clients"
    assert not reaches(answers, provider)
    clients.decide_proposal(proposal, True, "", by=by(officer()))
    assert reaches(answers, provider)
    assert not Item.objects.filter(closed_at=None).exists()


def test_nothing_follows_from_a_proposal_that_was_declined_or_refused(
    proposal: ClientProposal, provider: Organisation, answers: Person
) -> None:
    clients.answer_proposal(proposal, False, by=by(answers))
    with pytest.raises(Refused):
        clients.decide_proposal(proposal, True, "", by=by(officer()))
    assert not ClientRelation.objects.exists()


def test_who_administers_both_sides_does_not_answer_themselves(
    provider: Organisation, client: Organisation, asks: Person
) -> None:
    membership.seat_person(asks, client, by=make.SETUP, role="administrator", since=make.LONG_AGO)
    proposal = clients.propose_client(provider, client, "", by=by(asks))
    with pytest.raises(Refused):
        clients.answer_proposal(proposal, True, by=by(asks))


def test_who_proposed_or_confirmed_does_not_vet(proposal: ClientProposal, answers: Person) -> None:
    membership.give_network_role(answers, "secretariat", by=make.SETUP, since=make.LONG_AGO)
    clients.answer_proposal(proposal, True, by=by(answers))
    with pytest.raises(Refused):
        clients.decide_proposal(proposal, True, "", by=by(answers))


def test_an_ended_relation_ends_at_once(
    provider: Organisation, client: Organisation, answers: Person, client_of: ClientOf
) -> None:
    membership.vet_client(provider, client, by=make.SETUP)
    assert reaches(answers, provider)
    page = reverse("profiles:client-end", args=[client.uid])
    client_of(answers).post(page, {"with": str(provider.uid)})
    assert not reaches(answers, provider)


def test_a_stranger_ends_nothing(
    provider: Organisation, client: Organisation, client_of: ClientOf
) -> None:
    membership.vet_client(provider, client, by=make.SETUP)
    for person in (administrator(make.organisation()), make.member(client)):
        with pytest.raises(Refused):
            clients.end_relation(provider, client, by=by(person))
        page = reverse("profiles:client-end", args=[client.uid])
        answer = client_of(person).post(page, {"with": str(provider.uid)})
        assert answer.status_code == 404


def test_only_both_sides_see_it(proposal: ClientProposal, client_of: ClientOf) -> None:
    page = reverse("profiles:client-proposal", args=[proposal.uid])
    listing = reverse("profiles:clients", args=[proposal.provider.uid])
    assert client_of(make.member(proposal.client)).get(page).status_code == 200
    assert client_of(make.member(proposal.provider)).get(listing).status_code == 200
    for stranger in (make.member(), officer()):
        assert client_of(stranger).get(page).status_code == 404
        assert client_of(stranger).get(listing).status_code == 404


def test_an_organisation_that_one_may_not_know_of_cannot_be_found_by_its_name(
    provider: Organisation, asks: Person, client_of: ClientOf
) -> None:
    page = reverse("profiles:clients", args=[provider.uid])
    told = []
    for _each in range(2):
        answer = client_of(asks).post(page, {"act": "propose", "client": "Applicant"})
        told.append(answer.content.decode().count("exactly this name or domain"))
        make.organisation("Applicant", state="applicant")
    assert told[0] == told[1] > 0
    assert not ClientProposal.objects.exists()


def test_a_confirmed_domain_names_its_organisation(
    provider: Organisation, client: Organisation, asks: Person
) -> None:
    client.domains.create(domain="client.example")
    viewer = viewer_for(asks)
    assert clients.organisation_called(viewer, "client.example") is None
    client.domains.update(confirmed_at=make.LONG_AGO)
    assert clients.organisation_called(viewer, "Client.example") == client
    assert clients.organisation_called(viewer, "clien") is None


def test_proposing_twice_is_one_proposal(proposal: ClientProposal, asks: Person) -> None:
    again = clients.propose_client(proposal.provider, proposal.client, "", by=by(asks))
    assert again == proposal
    assert OutgoingMail.objects.count() == 1


def test_the_clients_administrators_have_it_to_answer(
    proposal: ClientProposal, answers: Person
) -> None:
    from community.duties import duties_of

    found = [duty for duty in duties_of(viewer_for(answers), answers) if duty.lane == "answer"]
    assert [str(proposal.uid) in duty.url for duty in found] == [True]
    bystander = make.member(proposal.client)
    assert not [d for d in duties_of(viewer_for(bystander), bystander) if "client" in d.url]
