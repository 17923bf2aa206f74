"""The ledger: who sees which rows, in a spreadsheet and on paper."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader

from community import membership
from community.agreements.ledger import Line
from community.agreements.ledger_csv import as_csv
from community.agreements.ledger_pdf import as_pdf
from community.audit.models import Entry
from community.models import NetworkRole, Person, Seat
from tests import factories as make
from tests.conftest import ClientOf

from .texts import agreement

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def officer(role: str) -> Person:
    who = make.member()
    membership.give_network_role(who, role, by=make.SETUP)
    who.refresh_from_db()
    return who


def line(person: str = "Љубица Ђорђевић", agreement: str = "Поверљивост") -> Line:
    return Line(agreement, "confidentiality", 2, person, "Šumadija d.o.o.", True, AT, None)


def test_formulas_are_made_harmless() -> None:
    rows = list(
        csv.reader(StringIO(as_csv([line("=HYPERLINK(1)"), line("@x")]).decode("utf-8-sig")))
    )
    assert [row[3] for row in rows[1:]] == ["'=HYPERLINK(1)", "'@x"]
    assert rows[1][5:] == ["2026-11-24T09:00:00Z", ""]


def test_the_paper_is_read_back_with_both_scripts_on_marked_and_numbered_pages() -> None:
    lines = [line(f"Љубица Ђорђевић {n}") for n in range(80)]
    data = as_pdf(lines, title="Ledger of agreements", by="Čedomir Њеж", at=AT)
    pages = PdfReader(BytesIO(data)).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert text.count("TLP:AMBER") == 2
        assert f"{number}/{len(pages)}" in text
        assert "Made 2026-11-24T09:00:00Z by Čedomir Њеж" in text
    whole = "".join(page.extract_text() for page in pages)
    for words in ("Љубица Ђорђевић 79", "Šumadija d.o.o.", "Поверљивост"):
        assert words in whole
    # TrueType programs lie in the file itself.
    assert data.count(b"/FontFile2") == 2


def test_signs_without_a_shape_are_visible_as_question_marks() -> None:
    text = PdfReader(BytesIO(as_pdf([line("漢 Ana")], title="T", by="x", at=AT))).pages[0]
    assert "? Ana" in text.extract_text()


def test_an_administrator_takes_the_ledger_of_the_own_organisation_alone(
    client_of: ClientOf,
) -> None:
    theirs = agreement("house", "organisation", required=False)
    own = agreement("own", required=False)
    house, other = make.organisation(), make.organisation()
    chief = make.member(house, name="Chief Here", role=Seat.Role.ADMINISTRATOR)
    colleague, stranger = make.member(house, name="Col League"), make.member(other, name="Stran G")
    version = theirs.versions.get()
    membership.accept(version, person=chief, organisation=house, by=make.SETUP)
    membership.accept(version, person=stranger, organisation=other, by=make.SETUP)
    for who in (colleague, stranger):
        membership.accept(own.versions.get(), person=who, by=make.SETUP)
    client = client_of(chief)
    answer = client.get(f"/en/organisations/{house.uid}/agreements/ledger.csv")
    text = answer.content.decode("utf-8-sig")
    assert ("Chief Here" in text, "Col League" in text, "Stran G" in text) == (True, True, False)
    others = f"organisations/{other.uid}/agreements/ledger.csv"
    for path in (others, "office/agreements/ledger.csv"):
        assert client.get(f"/en/{path}").status_code == 404
    assert (
        client_of(colleague).get(f"/en/organisations/{house.uid}/agreements/ledger.pdf").status_code
        == 404
    )


@pytest.mark.parametrize("role", [NetworkRole.Role.SECRETARIAT, NetworkRole.Role.AUDITOR])
@pytest.mark.parametrize("form", ["csv", "pdf"])
def test_office_and_auditors_take_everything_and_it_is_written_down(
    client_of: ClientOf, role: str, form: str
) -> None:
    asked = agreement("own", required=False)
    membership.accept(asked.versions.get(), person=make.member(), by=make.SETUP)
    answer = client_of(officer(role)).get(f"/en/office/agreements/ledger.{form}")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    entry = Entry.objects.filter(verb="agreement.export").get()
    assert f'"form":"{form}"' in entry.details
