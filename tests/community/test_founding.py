"""Founding: who learns of a group, what an organisation and an account begin as."""

import pytest

from community import founding
from community.access.models import NETWORK_SET_ID, PUBLIC_SET_ID
from community.access.tokens import grp
from community.audit.models import Entry
from community.models import Agreement, Group, Organisation, Person
from tests.factories import LONG_AGO, SETUP

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("circle", "acl"),
    [("public", PUBLIC_SET_ID), ("network", NETWORK_SET_ID), ("members", NETWORK_SET_ID)],
)
def test_an_open_group_is_known_by_name(circle: str, acl: int) -> None:
    assert founding.found_group(by=SETUP, circle=circle, ceiling="RED", name="G").acl_id == acl


def test_a_sealed_group_is_known_to_its_members_only() -> None:
    group = founding.found_group(by=SETUP, circle=Group.Circle.SEALED, ceiling="RED", name="G")
    group.refresh_from_db()
    assert list(group.acl.token_rows.values_list("token", flat=True)) == [grp(group.pk)]


def test_organisations_and_accounts_begin_as_applicants_and_are_logged() -> None:
    organisation = founding.register_organisation(
        by=SETUP, name="O", short_name="O", kind="company", country="RS", domains=["O.example"]
    )
    person = founding.open_account("a@o.example", by=SETUP, name="A")
    assert organisation.state == Organisation.State.APPLICANT
    assert organisation.domains.get().domain == "o.example"
    assert (person.state, person.has_usable_password()) == (Person.State.APPLICANT, False)
    logged = Entry.objects.filter(uid__in=[str(organisation.uid), str(person.uid)])
    assert {entry.verb for entry in logged} == {"organisation.register", "person.open"}


def test_an_agreement_is_published_with_its_texts() -> None:
    agreement = Agreement.objects.create(key="k", scope=Agreement.Scope.PERSON)
    words = {"sr": founding.Words("Наслов", "Текст"), "en": founding.Words("Title", "Text")}
    version = founding.publish_agreement(
        agreement,
        1,
        words,
        by=SETUP,
        binding_language="sr",
        in_force_from=LONG_AGO,
        accept_by=LONG_AGO,
    )
    assert set(version.texts.values_list("language", "title")) == {
        ("sr", "Наслов"), ("en", "Title"),
    }  # fmt: skip
