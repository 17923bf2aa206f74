"""CLEAR advisories typed in Serbian Cyrillic, read in Latin letters under `/sr-latn/`."""

from typing import Any

import pytest
from django.test import Client

from portal.advisories.models import Release
from tests import factories as make
from tests.access.cast import advisory

pytestmark = pytest.mark.django_db
TITLE = "Хитно ажурирајте рутере, љубазно молимо"
LATIN = "Hitno ažurirajte rutere, ljubazno molimo"


@pytest.fixture
def people() -> dict[str, object]:
    cert = make.organisation("Национални ЦЕРТ")
    desk = make.team(cert)
    found = {duty: make.member(cert) for duty in ("author", "reviewer", "publisher")}
    for duty, who in found.items():
        make.put_on(desk, who, reviews=duty == "reviewer", releases=duty == "publisher")
    return {"desk": desk, "people": found}


def test_a_clear_advisory_is_shown_in_the_readers_script(people: Any, client: Client) -> None:
    made = advisory(people["desk"], people["people"], TITLE, "CLEAR")
    for path in ("advisories/", f"advisories/{made.uid}/", "search/?q=rutere"):
        latin = client.get(f"/sr-latn/{path}").content.decode()
        typed = client.get(f"/sr/{path}").content.decode()
        assert "žurirajte" in latin
        assert "журирајте" not in latin
        assert "журирајте" in typed
    page = client.get(f"/sr-latn/advisories/{made.uid}/").content.decode()
    assert "Isključite ga." in page
    assert "CVE-2026-41877" in page
    assert 'lang="sr-Latn"' in page


def test_what_members_alone_read_stays_as_typed(people: Any) -> None:
    advisory(people["desk"], people["people"], TITLE, "GREEN")
    assert Release.objects.get().latin_title == ""


def test_other_languages_are_left_alone(people: Any, client: Client) -> None:
    made = advisory(people["desk"], people["people"], TITLE, "CLEAR")
    Release.objects.filter(advisory=made).update(lang="mk", latin_title="")
    assert TITLE in client.get(f"/sr-latn/advisories/{made.uid}/").content.decode()
