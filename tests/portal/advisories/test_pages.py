"""The list and the page as their readers get them."""

import re
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.access.viewer import ANONYMOUS
from community.audit.models import Entry
from portal.advisories import lifecycle
from portal.advisories.audience import Recipients
from portal.advisories.importing import take
from portal.advisories.models import Advisory, Release
from portal.advisories.reading import latest_warnings
from tests import factories as make
from tests.portal.advisories.desk import VECTOR, Desk
from tests.portal.advisories.documents import as_bytes, document

pytestmark = pytest.mark.django_db
LIST = "/en/advisories/"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def url(release: Release) -> str:
    return f"{LIST}{release.advisory.uid}/"


def html_of(client: Client, address: str, **asked: Any) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


def queries_of(client: Client, address: str) -> int:
    """Those of a second visit: the first one fills what a process keeps."""
    assert client.get(address).status_code == 200
    captured = [CaptureQueriesContext(connection) for connection in connections.all()]
    with ExitStack() as stack:
        for one in captured:
            stack.enter_context(one)
        assert client.get(address).status_code == 200
    return sum(len(one) for one in captured)


def many(desk: Desk, number: int) -> None:
    """More rows of the same kind, as copies: what is measured is reading."""
    release = desk.released("GREEN", cves=f"CVE-2026-41000 {VECTOR}")
    advisory = release.advisory
    Advisory.objects.bulk_create(
        Advisory(
            case=advisory.case, team=advisory.team, acl=advisory.acl, label="GREEN",
            number=f"N{number}-{n}", number_key=f"n{number}-{n}", state="released",
            draft_saved_at=advisory.draft_saved_at, created_at=advisory.created_at,
        )
        for n in range(number - 1)
    )  # fmt: skip
    fields = {
        field.name: getattr(release, field.name)
        for field in Release._meta.concrete_fields
        if field.name not in ("id", "uid", "advisory", "number")
    }
    Release.objects.bulk_create(
        Release(advisory=one, number=one.number, **fields)
        for one in Advisory.objects.filter(releases=None)
    )


def test_the_list_costs_twelve_queries_at_most_at_10_rows_and_at_1000(
    desk: Desk, client_of: Any
) -> None:
    client = client_of(make.member())
    many(desk, 10)
    few = queries_of(client, LIST)
    many(desk, 1000)
    assert queries_of(client, LIST) == few <= 12
    assert queries_of(client, f"{LIST}?severity=critical&sort=urgent&page=3") == few


def test_a_page_costs_fifteen_queries_at_most(desk: Desk, client_of: Any) -> None:
    release = desk.released("GREEN", body="Vidi CSN-2026-0001 i CSN-2026-0002.")
    for person in (make.member(), desk.publisher):
        assert queries_of(client_of(person), url(release)) <= 15


def test_what_one_may_not_read_is_not_there(desk: Desk, client: Client, client_of: Any) -> None:
    one = make.organisation()
    inside, outside = make.member(one), make.member()
    hidden = desk.released("AMBER", title="Tajna pumpa", to=Recipients(organisations=(one,)))
    desk.released("CLEAR", title="Javna pumpa")
    for reader in (client, client_of(outside)):
        for address in (url(hidden), f"{url(hidden)}v/1/", f"{url(hidden)}source/"):
            assert reader.get(address).status_code == 404
        page = html_of(reader, LIST)
        assert "Javna pumpa" in page
        assert "Tajna pumpa" not in page
        assert "TLP:AMBER" not in page
        assert "1 advisory" in page
    assert "Tajna pumpa" in html_of(client_of(inside), url(hidden))
    assert "2 advisories" in html_of(client_of(inside), LIST)


def test_filters_count_truly_and_can_be_removed(desk: Desk, client: Client) -> None:
    desk.released("CLEAR", title="Kritično", cves=f"CVE-2026-41000 {VECTOR}")
    desk.released("CLEAR", title="Neocenjeno")
    page = html_of(client, LIST, severity="critical")
    assert "Kritično" in page
    assert "Neocenjeno" not in page
    assert "1 advisory" in page
    assert 'name="severity" value="critical" checked' in page
    assert 'name="severity" value="unrated"' in page
    assert 'name="severity" value="low"' not in page
    chip = re.search(r'class="chip" href="([^"]*)"', page)
    assert chip is not None
    assert "2 advisories" in html_of(client, LIST + chip[1])
    assert "Nothing matches" in html_of(client, LIST, severity="low")


def test_the_most_urgent_come_first_if_asked(desk: Desk, client: Client) -> None:
    desk.released("CLEAR", title="Kritično", cves=f"CVE-2026-41000 {VECTOR}")
    desk.released("CLEAR", title="Novije")
    newest, urgent = html_of(client, LIST), html_of(client, LIST, sort="urgent")
    assert newest.index("Novije") < newest.index("Kritično")
    assert urgent.index("Kritično") < urgent.index("Novije")


def test_an_empty_list_says_so(client: Client) -> None:
    assert "No advisories yet" in html_of(client, LIST)


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=x", "page=%C2%B2", "page=99999999999999999999", "page=2",
     "severity=zz", "label=BLUE", "year=-1", "year=20266", "year=abcd", "sort=evil",
     "severity=%27%20OR%201=1"],
)  # fmt: skip
def test_what_nobody_can_have_meant_is_404(client: Client, query: str) -> None:
    assert client.get(f"{LIST}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["severity=%00", "label=%FF%FE", "year=" + "9" * 100_000])
def test_what_no_browser_sends_is_400(client: Client, query: str) -> None:
    assert client.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize(
    "path", ["not-a-uid/", "00000000-0000-4000-8000-000000000000/", "%00/", "desk/x/"]
)
def test_addresses_that_lead_nowhere(client: Client, path: str) -> None:
    assert client.get(LIST + path).status_code in (400, 404)


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999"])
def test_versions_that_are_not_there(desk: Desk, client: Client, number: str) -> None:
    assert client.get(f"{url(desk.released())}v/{number}/").status_code == 404


def test_the_page_says_what_to_do_before_what_happened(desk: Desk, client: Client) -> None:
    release = desk.released(
        "CLEAR",
        title="Pumpe <b>Kolibri</b>",
        actions="Ugasite pumpu | odmah\nPozovite nas",
        products="Vodotok | Kolibri | do 2.3 | 2.4",
        cves=f"CVE-2026-41000 {VECTOR}",
        exploited=True,
    )
    page = html_of(client, url(release))
    assert "Pumpe &lt;b&gt;Kolibri&lt;/b&gt;" in page
    assert page.index("Ugasite pumpu") < page.index("Pumpa staje.")
    for words in ("Critical", "9.8", "Already used in attacks", "do 2.3", "CVE-2026-41000", VECTOR):
        assert words in page
    assert '<html lang="en"' in page
    assert 'lang="sr-Latn"' in page
    assert 'class="handling"' not in page


def test_the_label_stands_before_the_heading(desk: Desk, client_of: Any) -> None:
    release = desk.released("GREEN")
    page = html_of(client_of(make.member()), url(release))
    assert page.index('class="handling"') < page.index("<h1")
    assert 'class="end-mark"' in page
    assert "Reaches" not in page


def test_whom_it_reaches_is_told_to_its_senders_alone(desk: Desk, client_of: Any) -> None:
    release = desk.released("AMBER", to=Recipients(groups=(make.group(),)))
    assert "Reaches 4 people in 1 organisation" in html_of(client_of(desk.author), url(release))


def test_an_earlier_version_points_to_the_latest(desk: Desk, client: Client) -> None:
    first = desk.released("CLEAR", title="Prvo izdanje")
    desk.edit(first.advisory, "CLEAR", title="Drugo izdanje")
    desk.release(desk.approve(first.advisory), summary="Dodat model")
    latest, older = html_of(client, url(first)), html_of(client, f"{url(first)}v/1/")
    assert "Drugo izdanje" in latest
    assert "Dodat model" in latest
    assert f'href="{url(first)}v/1/"' in latest
    assert "Prvo izdanje" in older
    assert "This is not the latest version" in older


def test_a_withdrawn_one_says_why_on_every_version(desk: Desk, client: Client) -> None:
    release = desk.released("CLEAR", actions="Isključite struju")
    lifecycle.withdraw(release.advisory, by=desk.by(desk.publisher), reason="Bila je greška")
    page = html_of(client, url(release))
    assert page.index("Bila je greška") < page.index("<h1")
    assert "Isključite struju" not in page
    assert "taken back" in html_of(client, f"{url(release)}v/1/")
    assert "Withdrawn" in html_of(client, LIST)


def test_a_foreign_document_is_its_publishers_and_comes_as_it_was(client: Client) -> None:
    value = document()
    value["document"]["title"] = "Pump <script>alert(1)</script>"
    value["document"]["notes"][0]["text"] = "**Stars** and <i>signs</i> stay, see CSN-2026-0001."
    data = as_bytes(value)
    take(data, "x.json", team=None, publish=True)
    release = Release.objects.get()
    page = html_of(client, url(release))
    assert "This document is by Example Pumps." in page
    assert "**Stars** and &lt;i&gt;signs&lt;/i&gt; stay" in page
    assert "<script>alert" not in page
    assert "Install 2.4." in page
    response = client.get(f"{url(release)}source/")
    assert response.content == data
    assert response["Content-Disposition"] == 'attachment; filename="exp-2026-0001.json"'
    assert "sandbox" in response["Content-Security-Policy"]


def test_our_own_have_no_foreign_source(desk: Desk, client: Client) -> None:
    assert client.get(f"{url(desk.released())}source/").status_code == 404


def test_references_are_links_for_who_reads_what_they_name(
    desk: Desk, client: Client, client_of: Any
) -> None:
    hidden = desk.released("GREEN")
    public = desk.released("CLEAR", body=f"Vidi {hidden.number}.")
    link = f'href="{url(hidden)}"'
    assert hidden.number in html_of(client, url(public))
    assert link not in html_of(client, url(public))
    assert link in html_of(client_of(make.member()), url(public))


def test_relatives_are_named_for_who_reads_them(desk: Desk, client: Client, client_of: Any) -> None:
    public = desk.released("CLEAR", title="Javna verzija")
    stricter = desk.released("GREEN", title="Verzija za članove")
    Advisory.objects.filter(pk=stricter.advisory_id).update(case=public.advisory.case)
    assert "Verzija za članove" not in html_of(client, url(public))
    assert "Verzija za članove" in html_of(client_of(make.member()), url(public))


def test_every_opening_of_red_is_logged_and_the_page_says_so(desk: Desk, client_of: Any) -> None:
    named = make.member()
    release = desk.released("RED", to=Recipients(persons=(named,)))
    page = html_of(client_of(named), url(release))
    assert "logged" in page
    row = Entry.objects.get(verb="advisory.open")
    assert (row.actor_id, row.uid) == (str(named.uid), str(release.advisory.uid))
    client_of(named).get(f"{url(release)}v/1/")
    assert Entry.objects.filter(verb="advisory.open").count() == 2
    assert client_of(make.member()).get(url(release)).status_code == 404
    assert Entry.objects.filter(verb="advisory.open").count() == 2


def test_nothing_but_red_is_logged_when_opened(desk: Desk, client_of: Any) -> None:
    release = desk.released("AMBER")
    html_of(client_of(desk.author), url(release))
    assert not Entry.objects.filter(verb="advisory.open").exists()


def test_warnings_for_the_home_page_are_clear_and_for_everybody(desk: Desk) -> None:
    citizens = Advisory.For.CITIZENS
    wanted = desk.released("CLEAR", title="Za sve", written_for=citizens)
    desk.released("CLEAR", title="Za stručnjake")
    desk.released("GREEN", title="Za članove", written_for=citizens)
    gone = desk.released("CLEAR", title="Povučeno", written_for=citizens)
    lifecycle.withdraw(gone.advisory, by=desk.by(desk.publisher), reason="Greška")
    assert latest_warnings(ANONYMOUS, 5) == [wanted]
