"""Campaigns: one behaviour, a time, partners who are public, material, and an end."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.forms import modelform_factory
from django.test import Client
from django.utils import timezone

from community.models import Organisation
from portal.campaigns.models import CampaignMaterial, CampaignPage, CampaignPartner
from portal.campaigns.organisation_choice import OrganisationSelect
from portal.models import HomePage, SiteDocument
from portal.pages.founding import found
from search.models import Text
from tests.factories import organisation
from tests.portal.pages.conftest import add_page, body
from tests.portal.pages.counting import queries_of


@pytest.fixture
def home(db: None) -> HomePage:
    return found()["sr"]


def campaign(home: HomePage, *, starts: int = -10, ends: int = 10, **values: Any) -> CampaignPage:
    """A campaign from `starts` to `ends` days from today."""
    today = timezone.localdate()
    fields = {
        "title": "Један налог. Два кључа.",
        "slug": "kljuc",
        "summary": "Данас, на једном налогу.",
        "behaviour": "Укључите потврду у два корака.",
        "starts_on": today + timedelta(days=starts),
        "ends_on": today + timedelta(days=ends),
        "steps": body(("step", {"title": "Отворите подешавања.", "text": "<p>Брзо.</p>"})),
    }
    return add_page(home, CampaignPage, **(fields | values))


def _html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("day", "state"),
    [(4, "upcoming"), (5, "running"), (10, "running"), (20, "running"), (21, "ended")],
)
def test_the_last_day_still_counts(day: int, state: str) -> None:
    page = CampaignPage(starts_on=date(2026, 11, 5), ends_on=date(2026, 11, 20))
    assert page.state_on(date(2026, 11, day)) == state


def test_the_behaviour_is_what_the_page_is_about(client: Client, home: HomePage) -> None:
    campaign(home)
    assert "<h1>Укључите потврду у два корака.</h1>" in _html(client, "/sr/kljuc/")
    latin = _html(client, "/sr-latn/kljuc/")
    assert "<h1>Uključite potvrdu u dva koraka.</h1>" in latin
    assert "Otvorite podešavanja." in latin


def test_home_shows_the_one_that_runs(client: Client, home: HomePage) -> None:
    campaign(home, starts=-40, ends=-20, title="Прошла", slug="prosla")
    campaign(home, starts=20, ends=40, title="Будућа", slug="buduca")
    assert "campaign-h" not in _html(client, "/sr/")
    campaign(home, button="Покажи")
    html = _html(client, "/sr/")
    assert 'id="campaign-h">Један налог. Два кључа.' in html
    assert 'href="/sr/kljuc/">Покажи' in html
    assert 'id="campaign-h">Jedan nalog. Dva ključa.' in _html(client, "/sr-latn/")
    assert "campaign-h" not in _html(client, "/en/"), "it does not exist in English"


def test_an_ended_one_says_so_and_names_its_successor(client: Client, home: HomePage) -> None:
    after = campaign(home, title="Следећа", slug="sledeca")
    campaign(home, starts=-40, ends=-20, successor=after, result="<p>Укључило их је 900.</p>")
    html = _html(client, "/sr/kljuc/")
    assert "Укључило их је 900." in html
    assert '<a href="/sr/sledeca/">' in html
    after.unpublish()
    assert "/sr/sledeca/" not in _html(client, "/sr/kljuc/")


def test_a_running_one_keeps_its_result_to_itself(client: Client, home: HomePage) -> None:
    campaign(home, result="<p>Укључило их је 900.</p>")
    assert "900" not in _html(client, "/sr/kljuc/")


def test_only_public_partners_are_named(client: Client, home: HomePage) -> None:
    page = campaign(home)
    public = organisation("Јавна кућа", public_profile=True, website="https://javna.example")
    hidden = organisation("Тиха кућа", public_profile=False)
    left = organisation("Бивша кућа", public_profile=True, state=Organisation.State.LEFT)
    for one in (hidden, public, left):
        page.partners.add(CampaignPartner(organisation=one))
    page.save_revision().publish()
    html = _html(client, "/sr/kljuc/")
    assert 'href="https://javna.example"' in html
    assert "Тиха кућа" not in html
    assert "Бивша кућа" not in html
    assert "<li>1 " in _html(client, "/sr/").partition("campaign-h")[2].partition("</ul>")[0]


def test_editors_choose_among_public_names(home: HomePage) -> None:
    organisation("Јавна кућа", public_profile=True)
    organisation("Тиха кућа", public_profile=False)
    form = modelform_factory(
        CampaignPartner, fields=["organisation"], widgets={"organisation": OrganisationSelect}
    )
    drawn = str(form()["organisation"])
    assert "Јавна кућа" in drawn
    assert "Тиха кућа" not in drawn


def test_material_names_its_kind_size_and_language(
    client: Client, home: HomePage, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    document = SiteDocument(title="Плакат", language="sr", file_size=3)
    document.file.save("plakat.txt", ContentFile(b"abc"))
    document.save()
    page = campaign(home)
    page.materials.add(CampaignMaterial(title="Плакат", document=document))
    page.save_revision().publish()
    html = _html(client, "/sr/kljuc/")
    assert f'<a href="{document.url}" hreflang="sr-Cyrl">' in html
    assert "TXT" in html
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == b"abc"


def test_a_campaign_cannot_end_before_it_begins(home: HomePage) -> None:
    with pytest.raises(ValidationError, match="ends_on"):
        campaign(home, starts=5, ends=1)


def test_a_campaign_is_found(home: HomePage) -> None:
    page = campaign(home)
    assert Text.objects.filter(kind="page", uid=page.uid).exists()


def test_partners_cost_the_same_whether_few_or_many(client: Client, home: HomePage) -> None:
    page = campaign(home)
    page.partners.add(CampaignPartner(organisation=organisation(public_profile=True)))
    page.save_revision().publish()
    few = queries_of(client, "/sr/kljuc/")
    for _ in range(20):
        page.partners.add(CampaignPartner(organisation=organisation(public_profile=True)))
    page.save_revision().publish()
    assert len(queries_of(client, "/sr/kljuc/")) == len(few) <= 15
