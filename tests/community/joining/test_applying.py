"""Writing an application: saved part by part, submitted once, nothing lost."""

import pytest
from django.test import Client

from community.access.policy import Refused
from community.joining import applying, sponsoring
from community.joining.models import Application, Sponsorship
from community.models import Organisation, OrganisationDomain, VettingCase
from tests import factories as make

from .cases import EMAIL, FILLED, begin, fill, letters, submitted, token_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> tuple[Client, str]:
    """A browser in which a draft was opened by its link, and the draft's address."""
    from community.joining import starting

    starting.answer_knock(starting.knock(EMAIL, "Novi Oblak", "en"))
    client = Client()
    return client, client.post(f"/en/join/open/{token_for(EMAIL)}/")["Location"]


def test_each_part_is_saved_by_itself(browser: tuple[Client, str]) -> None:
    client, page = browser
    answer = client.post(f"{page}organisation/", {"name": "Novi Oblak d.o.o.", "domains": ""})
    assert answer["Location"] == f"{page}reasons/"
    answer = client.post(f"{page}reasons/", {"why": "Because.", "later": "1"})
    assert answer["Location"] == f"{page}?done=saved"
    made = Application.objects.get()
    assert (made.name, made.why) == ("Novi Oblak d.o.o.", "Because.")


def test_a_wrong_field_keeps_everything_typed(browser: tuple[Client, str]) -> None:
    client, page = browser
    typed = {"name": "Novi Oblak", "country": "Bosnia", "domains": "not a domain", "sector": "x"}
    answer = client.post(f"{page}organisation/", typed)
    assert answer.status_code == 422
    for word in (b"not a domain", b"This is no domain", b'value="x"'):
        assert word in answer.content
    assert Application.objects.get().sector == ""


def test_domains_are_taken_out_of_addresses(browser: tuple[Client, str]) -> None:
    client, page = browser
    lines = "https://www.Novi-Oblak.example/about\nmira@novi-oblak.example\nнови-облак.срб"
    client.post(f"{page}organisation/", {"name": "N", "domains": lines})
    assert Application.objects.get().domains == ["novi-oblak.example", "нови-облак.срб"]


def test_the_whole_way_through_the_pages(browser: tuple[Client, str]) -> None:
    client, page = browser
    one, other = make.member(), make.member()
    client.post(
        f"{page}organisation/",
        {
            "name": "Novi Oblak",
            "kind": "company",
            "country": "ba",
            "domains": "novi-oblak.example",
            "website": "novi-oblak.example",
        },
    )
    client.post(f"{page}reasons/", {"why": "Because."})
    client.post(f"{page}contact/", {"contact_name": "Mira", "contact_position": "CISO"})
    client.post(f"{page}sponsors/", {"sponsor_1": one.email, "sponsor_2": other.email})
    refused = client.post(page, {"act": "submit"})
    assert refused.status_code == 422
    for _twice in range(2):
        assert client.post(page, {"act": "submit", "agrees": "on"}).status_code == 302
    assert (
        VettingCase.objects.count() == Organisation.objects.filter(state="applicant").count() == 1
    )
    assert b"asked, no answer yet" in client.get(page).content
    sponsoring.ask_named(Application.objects.get())
    assert Sponsorship.objects.filter(state="asked").count() == 2
    assert b"asked, no answer yet" in client.get(page).content


def test_nothing_is_submitted_while_something_is_missing() -> None:
    made = begin()
    with pytest.raises(applying.Incomplete) as refusal:
        applying.submit(made)
    assert {gap.section for gap in refusal.value.gaps} == {
        "organisation",
        "reasons",
        "contact",
        "sponsors",
    }
    assert not VettingCase.objects.exists()


def test_the_same_sponsor_twice_is_one_sponsor() -> None:
    made = fill(begin(), sponsors=["a@x.example", " A@X.example "])
    with pytest.raises(applying.Incomplete):
        applying.submit(made)


def test_submitting_twice_makes_one() -> None:
    made = submitted("a@x.example", "b@x.example")
    applying.submit(made)
    assert VettingCase.objects.count() == 1
    assert len(letters("joining.received")) == 1


def test_no_domain_is_taken_by_applying() -> None:
    submitted("a@x.example", "b@x.example", domains=["banka.example"])
    assert not OrganisationDomain.objects.exists()


def test_what_is_submitted_is_not_written_on() -> None:
    made = submitted("a@x.example", "b@x.example")
    with pytest.raises(Refused):
        applying.save_section(made, {"name": "Another"})


def test_somebody_else_does_not_find_it(client: Client) -> None:
    made = submitted("a@x.example", "b@x.example")
    unknown = "00000000-0000-4000-8000-00000000abcd"
    there, absent = (client.get(f"/en/join/{uid}/") for uid in (made.uid, unknown))
    assert there.status_code == absent.status_code == 404
    assert there.content.replace(str(made.uid).encode(), b"") == absent.content.replace(
        unknown.encode(), b""
    )


def test_who_has_the_address_confirmed_needs_no_link(client_of: object) -> None:
    made = submitted("a@x.example", "b@x.example")
    owner = make.person(email=EMAIL, state="applicant")
    stranger = make.member()
    assert client_of(owner).get(f"/en/join/{made.uid}/").status_code == 200  # type: ignore[operator]
    assert client_of(stranger).get(f"/en/join/{made.uid}/").status_code == 404  # type: ignore[operator]


def test_withdrawing_ends_everything_that_waits() -> None:
    from community.queues.models import Item

    made = submitted("a@x.example", "b@x.example")
    assert Item.objects.filter(closed_at=None).count() == 1
    applying.withdraw(made)
    made.refresh_from_db()
    assert made.case is not None
    assert (made.case.state, made.case.organisation.state) == ("withdrawn", "left")
    assert made.closed_at is not None
    assert not Item.objects.filter(closed_at=None).exists()


def test_a_refused_or_withdrawn_applicant_can_begin_anew() -> None:
    applying.withdraw(submitted("a@x.example", "b@x.example"))
    again = submitted("a@x.example", "b@x.example")
    assert again.case is not None
    assert FILLED["name"] == again.name
    assert Application.objects.count() == 2
