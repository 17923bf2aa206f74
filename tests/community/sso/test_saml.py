"""Logins by SAML against pysaml2's identity provider: who gets in, who does not."""

import base64
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.test import Client

from community.models import Organisation, Person
from community.people.models import Request
from community.sso.discovery import Unusable, found_saml
from community.sso.models import Provider
from tests import factories as make
from tests.logging_in import CODE, enrol, post_code

from .peers import in_use, is_logged_in, organisation_with
from .saml_peer import SamlPeer, browser

pytestmark = [
    pytest.mark.django_db,
    # pysaml2 asks for the time in a way that Python will drop.
    pytest.mark.filterwarnings("ignore:datetime.datetime.utc:DeprecationWarning"),
]
HOME = "firm.example"
ANA = f"ana@{HOME}"


@pytest.fixture
def firm() -> Organisation:
    return organisation_with(HOME, "Firm")


@pytest.fixture
def peer(firm: Organisation, tmp_path: Path) -> SamlPeer:
    made = SamlPeer(tmp_path / "a")
    made.meet(in_use(firm, found_saml(made.metadata())).uid.hex)
    return made


@pytest.fixture
def ana(firm: Organisation) -> Person:
    person = make.member(firm, email=ANA, name="Ana")
    enrol(person)
    return person


def _nothing_happened(client: Client) -> None:
    assert not is_logged_in(client)
    assert client.get("/en/groups/").wsgi_request.viewer.person_id is None
    assert not SocialAccount.objects.exists()


def test_a_member_gets_in_with_the_second_factor_and_not_before(
    peer: SamlPeer, ana: Person
) -> None:
    asked = peer.begin(ANA)
    answer = peer.deliver(asked.client, peer.answer(asked.request_id, "a-1", ANA))
    assert answer.headers["Location"] == CODE
    assert not is_logged_in(asked.client)
    assert post_code(asked.client, ana).status_code == 302
    assert asked.client.get("/en/groups/").wsgi_request.viewer.is_member
    link = SocialAccount.objects.get()
    assert (link.user, link.uid, link.extra_data) == (ana, "a-1", {})
    assert link.provider == peer.entity


def test_every_provider_is_filed_under_its_entity_id(peer: SamlPeer) -> None:
    assert [app.provider_id for app in SocialApp.objects.all()] == [peer.entity]
    advanced = SocialApp.objects.get().settings["advanced"]
    assert advanced["want_assertion_signed"]
    assert advanced["reject_idp_initiated_sso"]
    assert advanced["strict"]


def test_an_unsigned_answer_is_refused(peer: SamlPeer, ana: Person) -> None:
    asked = peer.begin(ANA)
    unsigned = peer.answer(asked.request_id, "a-1", ANA, signed=False)
    assert peer.deliver(asked.client, unsigned).status_code == 401
    _nothing_happened(asked.client)


def test_a_signature_with_an_old_hash_is_refused(peer: SamlPeer, ana: Person) -> None:
    asked = peer.begin(ANA)
    old = peer.answer(asked.request_id, "a-1", ANA, old_hash=True)
    assert peer.deliver(asked.client, old).status_code == 401
    _nothing_happened(asked.client)


def test_a_changed_answer_is_refused(peer: SamlPeer, ana: Person) -> None:
    asked = peer.begin(ANA)
    text = base64.b64decode(peer.answer(asked.request_id, "b-1", f"bob@{HOME}")).decode()
    changed = text.replace(f"bob@{HOME}", ANA)
    assert changed != text
    forged = base64.b64encode(changed.encode()).decode()
    assert peer.deliver(asked.client, forged).status_code == 401
    _nothing_happened(asked.client)


def test_another_key_under_the_same_name_is_refused(
    peer: SamlPeer, ana: Person, tmp_path: Path
) -> None:
    """Provider B signs, with its own key, an answer that says it comes from A."""
    asked = peer.begin(ANA)
    forger = SamlPeer(tmp_path / "b", peer.entity)
    forger.meet(peer.door.split("/")[3])
    answer = peer.deliver(asked.client, forger.answer(asked.request_id, "a-1", ANA))
    assert answer.status_code == 401
    _nothing_happened(asked.client)


def test_an_answer_serves_once_and_in_one_browser(peer: SamlPeer, ana: Person) -> None:
    asked = peer.begin(ANA)
    response = peer.answer(asked.request_id, "a-1", ANA)
    thief = browser()
    assert peer.deliver(thief, response).status_code in (401, 403)
    _nothing_happened(thief)
    assert peer.deliver(asked.client, response).headers["Location"] == CODE
    again = peer.deliver(asked.client, response)
    assert again.status_code in (401, 403)


def test_an_answer_to_no_question_is_refused(peer: SamlPeer, ana: Person) -> None:
    client = browser()
    answer = peer.deliver(client, peer.answer(None, "a-1", ANA))
    assert answer.status_code == 401
    _nothing_happened(client)


@pytest.mark.parametrize("mail", ["ana@other.example", f"ana@sub.{HOME}", "ana", ""])
def test_a_foreign_address_opens_nothing(peer: SamlPeer, ana: Person, mail: str) -> None:
    asked = peer.begin(ANA)
    answer = peer.deliver(asked.client, peer.answer(asked.request_id, "a-1", mail))
    assert answer.status_code in (401, 403)
    _nothing_happened(asked.client)
    assert not Request.objects.exists()


def test_another_organisations_provider_is_not_a_users_of_ours(
    peer: SamlPeer, ana: Person, tmp_path: Path
) -> None:
    """B names the very subject that A's Ana is linked by; names of two providers never meet."""
    first = peer.begin(ANA)
    peer.deliver(first.client, peer.answer(first.request_id, "a-1", ANA))
    rogue = SamlPeer(tmp_path / "b", "https://idp.rogue.example/metadata")
    rogue.meet(in_use(organisation_with("rogue.example"), found_saml(rogue.metadata())).uid.hex)
    for mail in (ANA, "ana@rogue.example"):
        asked = rogue.begin("any@rogue.example")
        rogue.deliver(asked.client, rogue.answer(asked.request_id, "a-1", mail))
        assert not is_logged_in(asked.client)
    assert SocialAccount.objects.count() == 1
    assert SocialAccount.objects.get().provider == peer.entity


def test_who_has_no_account_asks_for_one(peer: SamlPeer) -> None:
    asked = peer.begin(f"new@{HOME}")
    answer = peer.deliver(asked.client, peer.answer(asked.request_id, "n", f"new@{HOME}"))
    assert "asked whether to let you in" in answer.content.decode()
    _nothing_happened(asked.client)
    assert Request.objects.get().email == f"new@{HOME}"


@pytest.mark.parametrize("broken", ["", "!!", "PHg+", "A" * 100_000])
def test_what_is_no_answer_breaks_nothing(peer: SamlPeer, broken: str) -> None:
    client = browser()
    assert peer.deliver(client, broken).status_code == 401
    assert client.get(f"{peer.door}acs/finish/").status_code == 401


def test_metadata_without_a_certificate_is_not_taken(tmp_path: Path) -> None:
    whole = SamlPeer(tmp_path / "c").metadata()
    start, end = whole.index("X509Certificate>") + 16, whole.index("</", whole.index("X509Cert"))
    with pytest.raises(Unusable):
        found_saml(whole[:start] + whole[end:])
    assert not Provider.objects.exists()
