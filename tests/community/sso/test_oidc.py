"""Logins by OIDC against a provider in a process of its own: who gets in, who does not."""

import json
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django.fixtures import Settings

from community import membership
from community.audit.models import Entry
from community.models import Organisation, Person
from community.people.models import Request
from community.sso.keeping import end_provider
from community.sso.models import Provider
from tests import factories as make
from tests.logging_in import CODE, enrol, post_code

from .peers import OidcPeer, administrator, by, in_use, is_logged_in, organisation_with

pytestmark = pytest.mark.django_db
HOME = "firm.example"


@pytest.fixture
def firm() -> Organisation:
    return organisation_with(HOME, "Firm")


@pytest.fixture
def provider(firm: Organisation, oidc: OidcPeer) -> Provider:
    return in_use(firm, oidc.found())


@pytest.fixture
def ana(firm: Organisation) -> Person:
    person = make.member(firm, email=f"ana@{HOME}", name="Ana")
    enrol(person)
    return person


def claims(sub: str = "a-1", email: str = f"ana@{HOME}", **more: Any) -> dict[str, Any]:
    return {"sub": sub, "email": email, "email_verified": True, "name": "Ana Other"} | more


def _reasons() -> list[str]:
    rows = Entry.objects.filter(verb="refused:sso.login").order_by("seq")
    return [str(json.loads(row.details)["reason"]) for row in rows]


def test_a_member_gets_in_with_the_second_factor_and_not_before(
    provider: Provider, ana: Person, oidc: OidcPeer
) -> None:
    client = Client()
    answer = oidc.log_in(client, ana.email, **claims())
    assert answer.headers["Location"] == CODE
    assert not is_logged_in(client)
    assert client.get("/en/groups/").wsgi_request.viewer.person_id is None
    assert post_code(client, ana).status_code == 302
    assert client.get("/en/groups/").wsgi_request.viewer.is_member
    link = SocialAccount.objects.get()
    assert (link.user, link.uid, link.extra_data) == (ana, "a-1", {})
    assert not link.socialtoken_set.exists()
    assert Entry.objects.filter(verb="sso.link", uid=str(ana.uid)).exists()


def test_the_second_time_the_link_leads_to_the_same_person(
    provider: Provider, ana: Person, oidc: OidcPeer
) -> None:
    oidc.log_in(Client(), ana.email, **claims())
    answer = oidc.log_in(Client(), ana.email, **claims(email=f"ana.new@{HOME}"))
    assert answer.headers["Location"] == CODE
    link = SocialAccount.objects.get()
    assert (link.user, link.extra_data) == (ana, {}), "what is told again is not kept either"


@pytest.mark.parametrize(
    "told",
    [
        *({"email_verified": value} for value in (False, "false", "true", 1, None, [], "yes")),
        *({"email": value} for value in ("ana@other.example", f"ana@sub.{HOME}", f"x@a@{HOME}.rs")),
        *({"email": value} for value in (None, "", ["ana@firm.example"])),
        {"only_in_token": {"sub": "another"}},
    ],
    ids=str,
)
def test_an_unverified_or_foreign_address_opens_nothing(
    provider: Provider, ana: Person, oidc: OidcPeer, told: dict[str, Any]
) -> None:
    client = Client()
    answer = oidc.log_in(client, ana.email, **claims(**told))
    assert answer.status_code == 403
    assert not is_logged_in(client)
    assert not SocialAccount.objects.exists()
    assert not Request.objects.exists()
    assert _reasons() == ["address"]


@pytest.mark.parametrize("told", [{"email": 7}, {"sub": None}, {"name": {"a": 1}, "email": {}}])
def test_claims_of_another_type_break_nothing(
    provider: Provider, ana: Person, oidc: OidcPeer, told: dict[str, Any]
) -> None:
    client = Client()
    assert oidc.log_in(client, ana.email, **claims(**told)).status_code in (302, 401, 403)
    assert not is_logged_in(client)


def test_a_provider_that_is_gone_is_a_login_that_did_not_work(
    provider: Provider, ana: Person, oidc: OidcPeer, settings: Settings
) -> None:
    client = Client()
    oidc.next_is(**claims())
    back = oidc.come_back(client.post("/en/sso/", {"email": ana.email}).context["url"])
    settings.SSO_FETCH_FROM = ()
    assert client.get(back).status_code == 401
    page = client.post("/en/sso/", {"email": ana.email})
    assert "does not answer" in page.content.decode()
    assert not is_logged_in(client)


def test_a_domain_that_was_never_confirmed_is_foreign(
    provider: Provider, ana: Person, oidc: OidcPeer
) -> None:
    client = Client()
    started = client.post("/en/sso/", {"email": ana.email}).context["url"]
    oidc.next_is(**claims())
    provider.organisation.domains.update(confirmed_at=None)
    assert client.get(oidc.come_back(started)).status_code == 403
    assert not SocialAccount.objects.exists()


def test_who_does_not_sit_in_the_organisation_is_not_taken_over(
    provider: Provider, oidc: OidcPeer
) -> None:
    other = make.member(make.organisation(), email=f"boss@{HOME}")
    enrol(other)
    client = Client()
    answer = oidc.log_in(client, other.email, **claims(email=other.email))
    assert answer.status_code == 403
    assert not is_logged_in(client)
    assert not SocialAccount.objects.exists()
    assert _reasons() == ["seat"]


def test_another_organisations_provider_may_not_name_our_people(
    provider: Provider, ana: Person, oidc: OidcPeer
) -> None:
    """Even one that has a link at its own provider, and an address it claims to be verified."""
    rogue = organisation_with("rogue.example")
    provider.organisation.domains.all().delete()
    end_provider(provider, by=by(administrator(provider.organisation)))
    in_use(rogue, oidc.found())
    client = Client()
    answer = oidc.log_in(client, "any@rogue.example", **claims())
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_recycled_address_is_not_the_person_who_had_it(
    provider: Provider, ana: Person, oidc: OidcPeer
) -> None:
    oidc.log_in(Client(), ana.email, **claims("a-1"))
    answer = oidc.log_in(Client(), ana.email, **claims("newcomer"))
    assert answer.status_code == 403
    assert [row.uid for row in SocialAccount.objects.all()] == ["a-1"]


def test_a_link_ends_with_the_seat(provider: Provider, ana: Person, oidc: OidcPeer) -> None:
    oidc.log_in(Client(), ana.email, **claims())
    membership.end_seat(ana.seats.get(), by=make.SETUP)
    assert not SocialAccount.objects.exists()
    client = Client()
    assert oidc.log_in(client, ana.email, **claims()).status_code == 403
    assert not is_logged_in(client)


def test_membership_is_asked_at_every_login(
    provider: Provider, ana: Person, oidc: OidcPeer
) -> None:
    oidc.log_in(Client(), ana.email, **claims())
    ana.seats.update(until=make.LONG_AGO)  # past the verbs, as time does it
    assert SocialAccount.objects.exists()
    assert oidc.log_in(Client(), ana.email, **claims()).status_code == 403


def test_who_has_no_account_asks_for_one_and_is_not_let_in(
    provider: Provider, oidc: OidcPeer
) -> None:
    client = Client(headers={"accept-language": "en"})
    answer = oidc.log_in(client, f"new@{HOME}", **claims("n-1", f"new@{HOME}", name="Nova"))
    assert answer.status_code == 200
    assert "asked whether to let you in" in answer.content.decode()
    assert not is_logged_in(client)
    assert not Person.objects.filter(email=f"new@{HOME}").exists()
    assert not SocialAccount.objects.exists()
    oidc.log_in(Client(), f"new@{HOME}", **claims("n-1", f"new@{HOME}", name="Nova"))
    row = Request.objects.get()
    assert (row.email, row.name, row.organisation) == (f"new@{HOME}", "Nova", provider.organisation)


def test_an_answer_serves_once(provider: Provider, ana: Person, oidc: OidcPeer) -> None:
    client = Client()
    oidc.next_is(**claims())
    back = oidc.come_back(client.post("/en/sso/", {"email": ana.email}).context["url"])
    assert client.get(back).headers["Location"] == CODE
    replayed = Client()
    assert replayed.get(back).status_code in (401, 403)
    assert not is_logged_in(replayed)
    assert client.get(back).status_code in (401, 403)


def test_after_the_provider_ended_its_door_is_not_there(
    provider: Provider, ana: Person, oidc: OidcPeer
) -> None:
    client = Client()
    oidc.next_is(**claims())
    back = oidc.come_back(client.post("/en/sso/", {"email": ana.email}).context["url"])
    end_provider(provider, by=by(administrator(provider.organisation)))
    assert client.get(back).status_code == 404
    assert not is_logged_in(client)


def test_a_suspended_organisation_has_no_login_of_its_own(
    provider: Provider, ana: Person, oidc: OidcPeer
) -> None:
    membership.set_organisation_state(provider.organisation, "suspended", by=make.SETUP)
    page = Client().post("/en/sso/", {"email": ana.email})
    assert "url" not in page.context
