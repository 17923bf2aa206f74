"""Pages in search: found once published, in both scripts, and forgotten with the page."""

from django.test import Client
from django.utils import translation

from community.access.viewer import ANONYMOUS
from portal import indexing
from search.models import Text

from .conftest import SmallSite, add_page, body


def _found(client: Client, word: str, prefix: str = "/sr/") -> str:
    response = client.get(f"{prefix}search/", {"q": word})
    assert response.status_code == 200
    # The menu above names pages too.
    main = str(response.content.decode().partition("<main")[2])
    return main.replace("<mark>", "").replace("</mark>", "")


def test_a_published_page_is_found_by_title_and_text(client: Client, site: SmallSite) -> None:
    assert "/sr/ljubav/" in _found(client, "љубав")
    assert "/sr/ljubav/" in _found(client, "краљ")


def test_the_other_script_finds_it_too(client: Client, site: SmallSite) -> None:
    html = _found(client, "ljubav", "/sr-latn/")
    assert "/sr-latn/ljubav/" in html
    assert "Ljubav i prevare" in html


def test_a_draft_is_not_found(client: Client, site: SmallSite) -> None:
    site.advice.title = "Кукурикавац"
    site.advice.save_revision()
    assert "/sr/ljubav/" not in _found(client, "кукурикавац")
    site.advice.save_revision().publish()
    assert "/sr/ljubav/" in _found(client, "кукурикавац")


def test_a_page_taken_back_is_not_found(client: Client, site: SmallSite) -> None:
    site.advice.unpublish()
    assert "/sr/ljubav/" not in _found(client, "љубав")
    assert not Text.objects.filter(kind=indexing.KIND, uid=site.advice.uid).exists()


def test_a_deleted_page_and_those_below_are_forgotten(site: SmallSite) -> None:
    uids = [site.advice.uid, site.only_sr.uid]
    assert Text.objects.filter(kind=indexing.KIND, uid__in=uids).count() == 2
    site.advice.delete()
    assert not Text.objects.filter(kind=indexing.KIND, uid__in=uids).exists()


def test_a_moved_page_is_found_at_its_new_place(client: Client, site: SmallSite) -> None:
    site.only_sr.move(site.listing, pos="last-child")
    assert "/sr/spisak/samo-ovde/" in _found(client, "само")


def test_every_published_page_is_to_be_found(site: SmallSite) -> None:
    assert set(indexing.all_uids()) >= {site.advice.uid, site.advice_en.uid, site.listing.uid}


def test_rereading_asks_whether_a_page_is_still_there(site: SmallSite) -> None:
    gone = add_page(site.listing, title="Пролазно", slug="prolazno", body=body())
    gone.unpublish()
    with translation.override("sr"):
        rows = indexing.reread(ANONYMOUS, [gone.uid, site.advice.uid])
    assert set(rows) == {site.advice.uid}
    assert rows[site.advice.uid].url == "/sr/ljubav/"
