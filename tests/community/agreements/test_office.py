"""Writing versions with four eyes, seeing who is missing, ending acceptances."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community import membership
from community.access.policy import Refused
from community.agreements.models import EndedAcceptance, Proposal, Rendered, gates_of
from community.agreements.publishing import Terms, confirm, propose, withdraw
from community.audit.models import Entry
from community.founding import Words
from community.jobs.models import Job
from community.models import Agreement, AgreementVersion, NetworkRole, Person
from community.queues.models import Item
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import ClientOf

from .texts import agreement

pytestmark = pytest.mark.django_db
OFFICE = "/en/office/agreements/"


def secretary(name: str = "") -> Person:
    who = make.member(name=name)
    membership.give_network_role(who, NetworkRole.Role.SECRETARIAT, by=make.SETUP)
    who.refresh_from_db()
    return who


def terms() -> Terms:
    now = timezone.now()
    return Terms("sr", now + timedelta(days=1), now + timedelta(days=30))


def typed(**more: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "binding_language": "sr",
        "in_force_from": str(today + timedelta(days=14)),
        "accept_by": str(today + timedelta(days=44)),
        "title_sr": "Поверљивост",
        "body_sr": "1. **Ћутим**.",
        "title_en": "Confidentiality",
        "body_en": "1. I keep quiet. <script>alert(1)</script>",
    } | more


def proposed(by: Person, of: Agreement) -> Proposal:
    return propose(of, {"sr": Words("Поверљивост", "1. Ћутим.")}, terms(), by=viewer_for(by))


def test_one_writes_another_confirms_and_everybody_is_asked(client_of: ClientOf) -> None:
    asked = agreement("quiet", required=False)
    one, other = secretary(), secretary()
    answer = client_of(one).post(f"{OFFICE}{asked.uid}/new/", typed())
    proposal = Proposal.objects.get()
    place = f"{OFFICE}proposals/{proposal.uid}/"
    assert answer["Location"] == place
    assert Item.objects.filter(queue="agreements", closed_at=None).count() == 1
    page = client_of(one).get(place).content.decode()
    assert "You wrote this version. Another person has to confirm it." in page
    assert "<strong>Ћутим</strong>" in page
    assert "<script>alert" not in page
    refused = client_of(one).post(place, {"act": "confirm"})
    assert refused.status_code == 403
    assert asked.versions.count() == 1
    for _click in range(2):
        client_of(other).post(place, {"act": "confirm"})
    version = asked.versions.get(number=2)
    proposal.refresh_from_db()
    assert proposal.version == version
    assert Rendered.objects.filter(text__version=version).count() == 2
    assert not Item.objects.filter(queue="agreements", closed_at=None).exists()
    assert Job.objects.filter(handler="membership.refresh").exists()
    assert Entry.objects.filter(verb="agreement.confirm").count() == 1


def test_nobody_confirms_their_own_whatever_they_are() -> None:
    asked = agreement("quiet", required=False)
    one = secretary()
    proposal = proposed(one, asked)
    with pytest.raises(Refused):
        confirm(proposal, by=viewer_for(one))
    with pytest.raises(Refused):
        confirm(proposal, by=viewer_for(make.member()))
    assert AgreementVersion.objects.count() == 1


def test_one_version_waits_at_a_time_and_a_double_click_is_one() -> None:
    asked = agreement("quiet", required=False)
    one, other = secretary(), secretary()
    assert proposed(one, asked) == proposed(one, asked)
    with pytest.raises(Refused):
        propose(asked, {"sr": Words("Друго", "Друго")}, terms(), by=viewer_for(other))
    withdraw(Proposal.objects.get(), by=viewer_for(other))
    assert proposed(other, asked).state == Proposal.State.OPEN


def test_a_version_whose_date_has_passed_is_not_published(frozen: Any) -> None:
    asked = agreement("quiet", required=False)
    proposal = proposed(secretary(), asked)
    other = secretary()
    frozen.shift(timedelta(days=31))
    with pytest.raises(Refused):
        confirm(proposal, by=viewer_for(other))


def test_what_is_wrong_is_said_and_what_was_typed_stays(client_of: ClientOf) -> None:
    asked = agreement("quiet", required=False)
    yesterday = str(timezone.localdate() - timedelta(days=1))
    data = typed(binding_language="mk", title_en="", in_force_from=yesterday)
    answer = client_of(secretary()).post(f"{OFFICE}{asked.uid}/new/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The binding language needs its text." in page
    assert "Title and text belong together." in page
    assert "This day has passed." in page
    assert "**Ћутим**" in page
    assert not Proposal.objects.exists()


def test_the_preview_writes_nothing_down(client_of: ClientOf) -> None:
    asked = agreement("quiet", required=False)
    answer = client_of(secretary()).post(f"{OFFICE}{asked.uid}/new/", typed(preview="1"))
    assert "<strong>Ћутим</strong>" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_new_agreement_asks_nothing_before_its_first_version(client_of: ClientOf) -> None:
    office, member = secretary(), make.member()
    data = {"kind": "conduct", "scope": "person", "required": "on"}
    answer = client_of(office).post(f"{OFFICE}new/", data)
    made = Agreement.objects.get()
    assert answer["Location"] == f"{OFFICE}{made.uid}/new/"
    membership.refresh(member)
    assert viewer_for(member).is_member


def test_a_chair_keeps_the_rules_of_the_own_group_and_of_no_other(client_of: ClientOf) -> None:
    own, foreign = make.group(), make.group()
    chair = make.member()
    make.join(chair, own, "chair")
    client = client_of(chair)
    data = {"kind": "group_rules", "scope": "person", "group": str(own.uid)}
    client.post(f"{OFFICE}new/", data)
    made = Agreement.objects.get()
    assert (made.required, gates_of(made)[0].group) == (False, own)
    answer = client.post(f"{OFFICE}new/", data | {"group": str(foreign.uid)})
    assert answer.status_code == 422
    free = agreement("quiet", required=False)
    assert client.get(f"{OFFICE}{free.uid}/").status_code == 404


def test_the_office_sees_who_is_missing(client_of: ClientOf) -> None:
    asked = agreement("quiet", required=False)
    make.requirement(asked, label="RED")
    signed, missing = make.member(name="Ana Potpisala"), make.member(name="Boris Čeka")
    membership.accept(asked.versions.get(), person=signed, by=make.SETUP)
    office = secretary("Office Person")
    page = client_of(office).get(f"{OFFICE}{asked.uid}/").content.decode()
    assert "2 of 3 have not accepted version 1." in page
    assert missing.name in page
    assert signed.name not in page
    assert signed.name in client_of(office).get(f"{OFFICE}{asked.uid}/accepted/").content.decode()


def test_the_office_ends_an_acceptance_with_a_reason_and_the_door_shuts(
    client_of: ClientOf,
) -> None:
    asked = agreement("quiet", required=True)
    office, who = secretary(), make.member()
    for person in (office, who):
        membership.accept(asked.versions.get(), person=person, by=make.SETUP)
    url = f"{OFFICE}{asked.uid}/end/?person={who.uid}&version=1"
    assert client_of(office).post(url, {"reason": " "}).status_code == 422
    answer = client_of(office).post(url, {"reason": "Withdrew by letter."})
    assert answer.status_code == 302
    assert EndedAcceptance.objects.get().reason == "Withdrew by letter."
    who.refresh_from_db()
    assert not viewer_for(who).is_member
    assert client_of(office).post(url, {"reason": "Again."}).status_code == 404


def test_the_list_costs_the_same_with_more_rows(
    client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    asked = agreement("quiet", required=False)
    client = client_of(secretary())
    url = f"{OFFICE}{asked.uid}/"
    client.get(url)
    with django_assert_max_num_queries(60) as few:
        client.get(url)
    for _each in range(8):
        make.member()
    with django_assert_max_num_queries(len(few)):
        client.get(url)


def test_the_office_s_list_costs_the_same_with_more_agreements(
    client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    agreement("quiet", required=False)
    client = client_of(secretary())
    page = client.get(OFFICE).content.decode()
    assert "1 of 1 have not accepted it" in page
    with django_assert_max_num_queries(60) as few:
        client.get(OFFICE)
    for number in range(6):
        agreement(f"quiet-{number}", "organisation" if number % 2 else "person", required=False)
    with django_assert_max_num_queries(len(few)):
        client.get(OFFICE)
