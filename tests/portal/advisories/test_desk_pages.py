"""The desk in the browser's words: forms in, verbs done, nothing typed ever lost."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from community.audit.models import Entry
from community.models import Person
from portal.advisories.audience import Recipients, recipients_of
from portal.advisories.canonical import CanonicalRelease
from portal.advisories.canonical.parts import Cwe, Note
from portal.advisories.models import Advisory, Release
from tests import factories as make
from tests.portal.advisories.desk import VECTOR, Desk

pytestmark = pytest.mark.django_db
DESK = "/en/advisories/desk/"
NEW = f"{DESK}new/"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def at(advisory: Advisory, tail: str = "") -> str:
    return f"{DESK}{advisory.uid}/{tail}"


def typed(desk: Desk, **more: Any) -> dict[str, Any]:
    fields = {
        "team": str(desk.team.uid),
        "title": "Pumpe „Kolibri”",
        "actions": "Ugasite pumpu | odmah",
        "summary": "Pumpa staje.",
        "body": "Vidi **dole**.",
        "products": "Vodotok | Kolibri | do 2.3 | 2.4",
        "cves": f"CVE-2026-41000 {VECTOR}",
        "severity": "",
        "references": "Proizvođač | https://vodotok.example/kolibri",
        "written_for": "professionals",
        "lang": "sr",
        "label": "GREEN",
        "key": "key-1",
        "revision": "0",
    }
    return fields | more


def field_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_draft_goes_from_the_form_to_its_readers(desk: Desk, client_of: Any) -> None:
    author = client_of(desk.author)
    told = field_of(author.post(NEW, typed(desk) | {"act": "preview"}).content.decode(), "told")
    response = author.post(NEW, typed(desk) | {"act": "submit", "told": told})
    advisory = Advisory.objects.get()
    assert (response.status_code, response["Location"]) == (302, at(advisory))
    assert advisory.state == "in_review"
    step = {"revision": "0"}
    for person, act in ((desk.reviewer, "approve"), (desk.publisher, "release")):
        answer = client_of(person).post(at(advisory), step | {"act": act})
        assert answer.status_code == 302
    release = Release.objects.get()
    content = CanonicalRelease.from_json(release.canonical)
    assert (release.title, release.label, release.severity) == ("Pumpe „Kolibri”", "GREEN", 4)
    assert content.references[0].url == "https://vodotok.example/kolibri"
    assert content.actions[0].detail == "odmah"
    page = html(client_of(make.member()), f"/en/advisories/{advisory.uid}/")
    assert "Ugasite pumpu" in page


def test_a_double_submit_makes_one_draft(desk: Desk, client_of: Any) -> None:
    client = client_of(desk.author)
    places = {client.post(NEW, typed(desk))["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Advisory.objects.count() == 1


def test_a_double_click_on_a_step_is_one_step(desk: Desk, client_of: Any) -> None:
    advisory = desk.draft()
    step = {"act": "submit", "revision": "0"}
    for _ in range(2):
        assert client_of(desk.author).post(at(advisory), step).status_code == 302
    assert Entry.objects.filter(verb="advisory.submitted").count() == 1


def test_bad_lines_are_named_at_their_field_and_nothing_is_lost(desk: Desk, client_of: Any) -> None:
    fields = typed(desk, cves="CVE-2026-41000\nCVE-1", products="a|b|c|d|e", title="")
    response = client_of(desk.author).post(NEW, fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Line 2:" in page
    assert "“CVE-1” is not a CVE number" in page
    assert "Line 1: “a|b|c|d|e” has too many parts" in page
    assert "Ugasite pumpu | odmah" in page
    assert "CVE-2026-41000\nCVE-1</textarea>" in page
    assert not Advisory.objects.exists()


def test_the_button_says_whom_it_reaches(desk: Desk, client_of: Any) -> None:
    one = make.organisation(name="Elektro")
    for _ in range(3):
        make.member(one)
    client = client_of(desk.author)
    response = client.post(NEW, typed(desk) | {"relabel": "AMBER", "organisations": [str(one.uid)]})
    page = response.content.decode()
    assert "Submit for approval – will reach 6 people in 2 organisations" in page
    assert "Ugasite pumpu | odmah" in page
    assert field_of(page, "label") == "AMBER"
    assert f'value="{one.uid}"' in page
    assert not Advisory.objects.exists()


def test_what_was_not_told_is_told_before_it_is_submitted(desk: Desk, client_of: Any) -> None:
    client = client_of(desk.author)
    response = client.post(NEW, typed(desk) | {"act": "submit", "told": "will reach 1 person"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Look again whom it reaches" in page
    assert not Advisory.objects.exists()
    response = client.post(NEW, typed(desk) | {"act": "submit", "told": field_of(page, "told")})
    assert response.status_code == 302
    assert Advisory.objects.get().state == "in_review"


def test_a_lost_update_shows_both_texts(desk: Desk, client_of: Any) -> None:
    advisory = desk.draft()
    desk.edit(advisory, "CLEAR", desk.second, title="Što je neko drugi sačuvao")
    mine = typed(desk, title="Što sam ja otkucala", label="CLEAR")
    response = client_of(desk.author).post(at(advisory, "text/"), mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Što je neko drugi sačuvao" in page
    assert "Što sam ja otkucala" in page
    assert field_of(page, "revision") == "1"
    again = client_of(desk.author).post(at(advisory, "text/"), mine | {"revision": "1"})
    assert again.status_code == 302
    advisory.refresh_from_db()
    assert advisory.draft_title == "Što sam ja otkucala"


def test_the_form_of_a_draft_gives_back_what_was_typed(desk: Desk, client_of: Any) -> None:
    one = make.organisation()
    client = client_of(desk.author)
    fields = typed(desk, label="AMBER") | {"organisations": [str(one.uid)]}
    client.post(NEW, fields)
    advisory = Advisory.objects.get()
    before = advisory.draft
    page = html(client, at(advisory, "text/"))
    for words in ("Ugasite pumpu | odmah", "Vodotok | Kolibri | do 2.3 | 2.4", VECTOR):
        assert words in page
    assert f'value="{one.uid}"' in page
    client.post(at(advisory, "text/"), fields)
    advisory.refresh_from_db()
    assert (advisory.draft, advisory.draft_revision) == (before, 0)


def test_what_the_form_has_no_field_for_survives_an_edit(desk: Desk, client_of: Any) -> None:
    advisory = desk.draft("CLEAR", cves=f"CVE-2026-41000 {VECTOR}")
    content = CanonicalRelease.from_json(advisory.draft)
    flaw = content.vulnerabilities[0]
    richer = replace(
        content,
        vulnerabilities=(replace(flaw, title="Bez lozinke", cwe=Cwe(id="CWE-288", name="X")),),
        notes=(Note(category="other", title="Indicators", text="ip 203.0.113[.]7"),),
    )
    advisory.draft = richer.to_json().decode()
    advisory.save()
    fields = typed(desk, title="Novi naslov", label="CLEAR")
    assert client_of(desk.author).post(at(advisory, "text/"), fields).status_code == 302
    advisory.refresh_from_db()
    saved = CanonicalRelease.from_json(advisory.draft)
    assert saved.title == "Novi naslov"
    assert saved.vulnerabilities[0].title == "Bez lozinke"
    assert saved.vulnerabilities[0].cwe is not None
    assert saved.notes == richer.notes


def test_a_group_the_editor_may_not_know_of_stays_addressed(desk: Desk, client_of: Any) -> None:
    sealed, one = make.group("Tajna soba", circle="sealed"), make.organisation()
    to = Recipients(groups=(sealed,), organisations=(one,))
    advisory = desk.draft("AMBER", to=to)
    page = html(client_of(desk.author), at(advisory, "text/"))
    assert "Tajna soba" not in page + html(client_of(desk.author), at(advisory))
    fields = typed(desk, label="AMBER", title="Novo") | {"organisations": [str(one.uid)]}
    client_of(desk.author).post(at(advisory, "text/"), fields)
    advisory.refresh_from_db()
    assert advisory.draft_title == "Novo"
    assert recipients_of(advisory).groups == (sealed,)


@pytest.mark.parametrize(
    ("label", "words"),
    [("AMBER", "Choose an organisation or a group"), ("RED", "needs at least one named person")],
)
def test_a_restricted_label_needs_addressees(
    desk: Desk, client_of: Any, label: str, words: str
) -> None:
    response = client_of(desk.author).post(NEW, typed(desk, label=label))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_refused_steps_say_why_and_are_logged(desk: Desk, client_of: Any) -> None:
    advisory = desk.draft()
    client_of(desk.author).post(at(advisory), {"act": "submit", "revision": "0"})
    response = client_of(desk.author).post(at(advisory), {"act": "approve", "revision": "0"})
    assert response.status_code == 403
    assert "not your duty" in response.content.decode()
    early = client_of(desk.publisher).post(at(advisory), {"act": "release", "revision": "0"})
    assert early.status_code == 409
    assert "not at that step" in early.content.decode()
    refused = Entry.objects.filter(verb__startswith="refused:").values_list("verb", flat=True)
    assert list(refused) == ["refused:advisory.approve", "refused:advisory.release"]
    assert not Release.objects.exists()


def test_a_note_typed_for_a_refused_step_is_not_lost(desk: Desk, client_of: Any) -> None:
    advisory = desk.draft()
    client_of(desk.author).post(at(advisory), {"act": "submit", "revision": "0"})
    desk.edit(advisory, "CLEAR", title="Novo")
    client_of(desk.author).post(at(advisory), {"act": "submit", "revision": "1"})
    fields = {"act": "return", "revision": "0", "note": "Nedostaju koraci"}
    response = client_of(desk.reviewer).post(at(advisory), fields)
    assert response.status_code == 409
    assert "Nedostaju koraci" in response.content.decode()


def test_the_page_says_why_a_button_is_not_there(desk: Desk, client_of: Any) -> None:
    advisory = desk.draft("CLEAR")
    desk.edit(advisory, "CLEAR", desk.second, title="Druga ruka")
    client_of(desk.author).post(at(advisory), {"act": "submit", "revision": "1"})
    page = html(client_of(desk.second), at(advisory))
    assert 'value="approve"' not in page
    assert "You wrote this draft. Another person has to approve it." in page
    assert 'value="approve"' in html(client_of(desk.reviewer), at(advisory))
    assert "Boris Drugić" in page


def test_red_is_submitted_to_the_named_and_every_opening_is_logged(
    desk: Desk, client_of: Any
) -> None:
    fields = typed(desk, label="RED") | {"persons": [str(make.member().uid)]}
    client_of(desk.author).post(NEW, fields)
    advisory = Advisory.objects.get()
    assert client_of(desk.reviewer).get(at(advisory)).status_code == 404
    step = {"act": "submit", "revision": "0", "reviewers": [str(desk.reviewer.uid)]}
    assert client_of(desk.author).post(at(advisory), step).status_code == 302
    html(client_of(desk.reviewer), at(advisory))
    rows = Entry.objects.filter(verb="advisory.open", actor_id=str(desk.reviewer.uid))
    assert rows.count() == 1
    assert client_of(desk.publisher).get(at(advisory)).status_code == 404


def test_the_queue_shows_ones_own_desk_only(desk: Desk, client_of: Any) -> None:
    desk.draft("CLEAR", title="Naš nacrt")
    Desk().draft("CLEAR", title="Tuđi nacrt")
    page = html(client_of(desk.reviewer), DESK)
    assert "Naš nacrt" in page
    assert "Tuđi nacrt" not in page
    assert "Nothing waits" in html(client_of(desk.reviewer), f"{DESK}?state=approved")


@pytest.mark.parametrize("query", ["state=zz", "page=0", "page=x", "page=99", "page=-1"])
def test_a_queue_that_cannot_be_is_404(desk: Desk, client_of: Any, query: str) -> None:
    assert client_of(desk.author).get(f"{DESK}?{query}").status_code == 404


def test_who_has_no_duty_finds_no_desk(desk: Desk, client: Client, client_of: Any) -> None:
    advisory = desk.draft()
    other = Desk()
    strangers: list[Person] = [make.member(), make.member(desk.team.organisation)]
    for reader in [client, *(client_of(one) for one in strangers)]:
        for address in (DESK, NEW, at(advisory), at(advisory, "text/")):
            assert reader.get(address).status_code == 404
            assert reader.post(address, {}).status_code == 404
    for address in (at(advisory), at(advisory, "text/")):
        assert client_of(other.author).get(address).status_code == 404
        assert client_of(other.author).post(address, {"act": "submit"}).status_code == 404
    assert client_of(desk.reviewer).get(NEW).status_code == 404


@pytest.mark.parametrize(
    "bad",
    [
        {"title": "a\0b"},
        {"title": "x" * 301},
        {"body": "x" * 100_001},
        {"cves": "CVE-2026-41000 " + "A" * 50_001},
        {"label": "BLUE"},
        {"label": ""},
        {"lang": "xx"},
        {"severity": "huge"},
        {"written_for": "nobody"},
        {"team": "00000000-0000-4000-8000-000000000000"},
        {"team": "1"},
        {"revision": "x"},
        {"revision": "-1"},
        {"revision": "9" * 30},
        {"references": "javascript:alert(1)"},
        {"organisations": ["' OR 1=1"], "label": "AMBER"},
        {"persons": ["1"], "label": "RED"},
        {"key": "k" * 65},
    ],
    ids=str,
)
def test_bad_input_brings_the_form_again(desk: Desk, client_of: Any, bad: dict[str, Any]) -> None:
    response = client_of(desk.author).post(NEW, typed(desk) | bad)
    assert response.status_code == 422
    assert "Pumpa staje." in response.content.decode()
    assert not Advisory.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [{}, {"act": "fly"}, {"act": "submit"}, {"act": "submit", "revision": "x"},
     {"act": "return", "revision": "0", "note": "a\0b"},
     {"act": "return", "revision": "0", "note": "x" * 2001},
     {"act": "submit", "revision": "9" * 40}],
    ids=str,
)  # fmt: skip
def test_bad_steps_bring_the_page_again(desk: Desk, client_of: Any, bad: dict[str, Any]) -> None:
    response = client_of(desk.author).post(at(desk.draft()), bad)
    assert response.status_code == 422


def test_the_writing_of_who_may_not_write_is_refused_and_kept(desk: Desk, client_of: Any) -> None:
    advisory = desk.draft("CLEAR", title="Stari naslov")
    fields = typed(desk, title="Novi naslov", label="CLEAR")
    response = client_of(desk.reviewer).post(at(advisory, "text/"), fields)
    assert response.status_code == 403
    assert "Novi naslov" in response.content.decode()
    advisory.refresh_from_db()
    assert advisory.draft_title == "Stari naslov"
