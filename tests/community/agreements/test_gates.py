"""A group or a label asks for an agreement: shut for who has not accepted it, told to nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from community import membership
from community.access.policy import ask
from community.access.tlp import Label
from community.access.tokens import in_group
from community.agreements.models import AgreementGate
from community.agreements.publishing import ask_for, ask_no_longer, keep_asking
from community.agreements.signing import sign
from community.forums.reading import nameable_by
from community.forums.rules import Wanted
from community.jobs.models import Job
from community.models import Agreement, Group, NetworkRole, Person
from community.readers import nameable_people, readers_of_audience, viewer_for
from community.tasks import refresh_everybody
from tests import factories as make
from tests.conftest import ClientOf

from .texts import agreement, publish

pytestmark = pytest.mark.django_db


def reads(who: Person, group: Group, label: str) -> bool:
    """Both faces of the rule for a thing in the group, which have to agree."""
    wanted = in_group(label, group.circle, group.pk, [who.pk])
    who.refresh_from_db()
    listed = readers_of_audience(wanted).filter(pk=who.pk).exists()
    assert viewer_for(who).opens(wanted) == listed
    return listed


def secretary() -> Person:
    who = make.member()
    membership.give_network_role(who, NetworkRole.Role.SECRETARIAT, by=make.SETUP)
    who.refresh_from_db()
    return who


def rules_of(group: Group, scope: str = "person") -> Agreement:
    made = agreement("rules", scope, required=False)
    Agreement.objects.filter(pk=made.pk).update(kind=Agreement.Kind.GROUP_RULES)
    make.requirement(made, group=group)
    return made


def test_a_group_opens_once_its_rules_are_signed() -> None:
    group = make.group()
    rules = rules_of(group)
    who = make.member()
    make.join(who, group)
    assert not reads(who, group, "AMBER")
    assert viewer_for(who).is_member
    sign(rules, 1, viewer=viewer_for(who))
    assert reads(who, group, "AMBER")


def test_the_group_asks_for_the_organisation_of_the_seat() -> None:
    group = make.group()
    rules = rules_of(group, "organisation")
    house, other = make.organisation(), make.organisation()
    who = make.member(house)
    make.join(who, group)
    version = rules.versions.get()
    membership.accept(version, person=who, organisation=other, by=make.SETUP)
    assert not reads(who, group, "AMBER")
    membership.accept(version, person=who, organisation=house, by=make.SETUP)
    assert reads(who, group, "AMBER")


def test_the_page_of_the_group_says_what_to_sign_to_its_members_alone(client_of: ClientOf) -> None:
    group = make.group(circle=Group.Circle.NETWORK)
    rules_of(group)
    inside, outside = make.member(), make.member()
    make.join(inside, group)
    url = f"/en/groups/{group.uid}/"
    shown = client_of(inside).get(url).content.decode()
    assert "This group opens once its rules are signed" in shown
    assert "rules are signed" not in client_of(outside).get(url).content.decode()


def test_rules_of_a_group_are_unknown_to_who_does_not_sit_in_it(client_of: ClientOf) -> None:
    group = make.group("Tajna", circle=Group.Circle.SEALED)
    rules = rules_of(group)
    outside, inside, office = make.member(), make.member(), secretary()
    make.join(inside, group)
    sign(rules, 1, viewer=viewer_for(inside))
    paths = [
        f"/en/me/agreements/{rules.uid}/",
        f"/en/me/agreements/{rules.uid}/versions/1/",
        f"/en/office/agreements/{rules.uid}/",
        f"/en/office/agreements/{rules.uid}/accepted/",
    ]
    for who in (outside, office):
        for path in paths:
            assert client_of(who).get(path).status_code == 404
        assert str(rules.uid) not in client_of(who).get("/en/me/agreements/").content.decode()
    listed = client_of(office).get("/en/office/agreements/").content.decode()
    assert str(rules.uid) not in listed
    ledger = client_of(office).get("/en/office/agreements/ledger.csv").content.decode()
    assert inside.name not in ledger
    assert client_of(inside).get(paths[1]).status_code == 200


def test_a_member_who_has_not_signed_yet_finds_the_rules_of_a_sealed_group(
    client_of: ClientOf,
) -> None:
    group = make.group("Tajna", circle=Group.Circle.SEALED)
    rules = rules_of(group)
    who = make.member()
    make.join(who, group)
    page = client_of(who).get("/en/me/agreements/").content.decode()
    assert str(rules.uid) in page
    assert "Tajna" in page
    assert client_of(who).get(f"/en/groups/{group.uid}/").status_code == 404


@pytest.mark.parametrize(
    ("asking", "shut"),
    [
        ("AMBER", {"AMBER", "AMBER+STRICT", "RED"}),
        ("AMBER+STRICT", {"AMBER+STRICT", "RED"}),
        ("RED", {"RED"}),
    ],
)
def test_a_label_is_shut_with_every_stricter_one(asking: str, shut: set[str]) -> None:
    group = make.group(circle=Group.Circle.NETWORK)
    who = make.member()
    make.join(who, group)
    asked = agreement("label", required=False)
    make.requirement(asked, label=asking)
    membership.refresh(who)
    assert {label for label in Label.values if not reads(who, group, label)} == shut
    sign(asked, 1, viewer=viewer_for(who))
    assert all(reads(who, group, label) for label in Label.values)


def test_who_may_not_read_red_is_neither_named_nor_offered() -> None:
    group = make.group()
    one, other = make.member(), make.member()
    for who in (one, other):
        make.join(who, group)
    asked = agreement("label", required=False)
    make.requirement(asked, label="RED")
    membership.accept(asked.versions.get(), person=one, by=make.SETUP)
    for who in (one, other):
        membership.refresh(who)
    assert list(nameable_people()) == [one]
    assert list(nameable_by(one, group)) == []
    assert not nameable_by(other, group).exists()


def test_who_may_not_read_a_label_starts_no_topic_under_it() -> None:
    group = make.group(circle=Group.Circle.NETWORK)
    who = make.member()
    make.join(who, group)
    make.requirement(agreement("label", required=False), label="AMBER")
    membership.refresh(who)
    viewer = viewer_for(who)
    assert ask(viewer, "topic.start", Wanted(group, "GREEN"))
    refused = ask(viewer, "topic.start", Wanted(group, "AMBER"))
    assert "agreement" in str(refused.reason)


def test_a_label_s_door_closes_by_date_and_what_is_milder_stays_open(
    frozen: time_machine.Traveller,
) -> None:
    group = make.group(circle=Group.Circle.NETWORK)
    who = make.member()
    make.join(who, group)
    asked = agreement("label", required=False)
    make.requirement(asked, label="AMBER")
    membership.accept(asked.versions.get(), person=who, by=make.SETUP)
    publish(asked, 2)
    membership.refresh(who)
    assert reads(who, group, "AMBER")
    frozen.shift(timedelta(days=31))
    assert not reads(who, group, "AMBER")
    assert reads(who, group, "GREEN")
    assert viewer_for(who).is_member


def test_a_requirement_of_a_group_holds_at_once_and_that_of_a_label_after_a_job() -> None:
    group, office = make.group(), secretary()
    who = make.member()
    make.join(who, group)
    rules = agreement("rules", required=False)
    ask_for(rules, by=viewer_for(office), label="RED")
    gate = ask_for(rules, by=viewer_for(office), group=group)
    assert not reads(who, group, "AMBER")
    assert Job.objects.filter(handler="membership.refresh").exists()
    ask_no_longer(gate, by=viewer_for(office))
    assert reads(who, group, "AMBER")
    refresh_everybody({})
    assert not reads(who, group, "RED")
    assert reads(who, group, "AMBER")


def test_one_person_alone_ends_no_requirement_of_a_label() -> None:
    first, second = secretary(), secretary()
    rules = agreement("rules", required=False)
    gate = ask_for(rules, by=viewer_for(first), label="AMBER")
    for _twice in range(2):
        assert not ask_no_longer(gate, by=viewer_for(first))
    assert AgreementGate.objects.filter(pk=gate.pk).exists()
    keep_asking(gate, by=viewer_for(second))
    assert not ask_no_longer(gate, by=viewer_for(second))
    assert ask_no_longer(gate, by=viewer_for(first))
    assert not AgreementGate.objects.filter(pk=gate.pk).exists()


def test_making_a_viewer_stays_one_query(django_assert_num_queries: object) -> None:
    who = make.member()
    for _each in range(5):
        group = make.group()
        make.join(who, group)
    make.requirement(agreement("label", required=False), label="AMBER")
    membership.refresh(who)
    with django_assert_num_queries(1):  # type: ignore[operator]
        viewer_for(who)


def test_a_visitor_reads_no_text() -> None:
    asked = agreement("free", required=False)
    url = f"/en/me/agreements/{asked.uid}/versions/1/"
    assert Client().get(url).status_code == 404


def test_the_office_s_dashboard_tells_of_no_group_s_rules(client_of: ClientOf) -> None:
    group, office = make.group("Tajna", circle=Group.Circle.SEALED), secretary()
    rules = rules_of(group)
    make.join(make.member(), group)
    page = client_of(office).get("/en/office/").content.decode()
    assert str(rules.uid) not in page
