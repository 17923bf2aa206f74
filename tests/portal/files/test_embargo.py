"""A document is found only while a published page names it: what lies ready leaves no trace."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from portal.campaigns.models import CampaignMaterial
from portal.files import keeping, naming, tasks
from portal.files.indexing import KIND, all_uids, document_of, reread
from portal.files.models import FileText, PageFile
from portal.models import BasePage, HomePage, SiteDocument, StandardPage
from portal.transliteration import to_latin
from search.models import Bin, Entry, Text, Word
from tests.portal.campaigns.test_campaigns import campaign
from tests.portal.pages.conftest import add_page, body

from .conftest import WORD, Found, Work, document, files, page_with, uid_of

NONSENSE = "брундушкавац"
# Drawn anew for each page.
TOKENS = re.compile(rb'(?:value="[A-Za-z0-9]{64}"|nonce="[^"]+")')
pytestmark = pytest.mark.django_db


def in_search(one: SiteDocument) -> bool:
    return Text.objects.filter(kind=KIND, uid=uid_of(one)).exists()


def seen_by_a_stranger(client: Client, word: str) -> list[bytes]:
    """Everything that search says to one who is not known, the word itself masked."""
    answers = []
    for address in ("/sr/search/", "/en/search/", "/sr-latn/search/"):
        for query in (word, f"type:document {word}"):
            answer = client.get(address, {"q": query}).content
            for spelling in (word, to_latin(word), quote(word), quote(quote(word))):
                answer = answer.replace(spelling.encode(), b"WORD")
            answers.append(TOKENS.sub(b"TOKEN", answer))
    return answers


@pytest.mark.usefixtures("home")
def test_a_file_that_lies_ready_looks_like_a_word_that_is_nowhere(
    client: Client, work: Work
) -> None:
    ready = document(title=f"Кампања {WORD}")
    work()
    assert WORD in FileText.objects.get(document=ready).text
    client.get("/sr/")
    assert seen_by_a_stranger(client, WORD) == seen_by_a_stranger(client, NONSENSE)
    assert not Entry.objects.filter(text__kind=KIND).exists()
    assert not Bin.objects.filter(kind=KIND).exists()
    assert not Word.objects.filter(shown__icontains=WORD).exists()
    assert list(all_uids()) == []
    assert reread(None, [uid_of(ready)]) == {}  # type: ignore[arg-type]


def test_it_is_found_from_the_publishing_to_the_taking_back(
    home: HomePage, work: Work, look: Found
) -> None:
    ready = document()
    work()
    page = page_with(home, ready, title="Кампања")
    html = look()
    assert ready.url in html
    assert "Кампања" in html
    page.unpublish()
    assert ready.url not in look()
    assert not in_search(ready)
    page.save_revision().publish()
    assert ready.url in look()


def test_a_draft_of_a_published_page_names_nothing(home: HomePage, work: Work, look: Found) -> None:
    ready = document()
    page = page_with(home)
    page.body = body(files(ready))
    page.save_revision()
    work()
    tasks.look_over({})
    assert not in_search(ready)
    assert ready.url not in look()
    # Published again as it was: the draft that lies beside it counts for nothing.
    naming.note(page)
    assert not in_search(ready)
    page.get_latest_revision().publish()
    assert in_search(ready)


def test_a_page_that_waits_for_its_day_names_nothing(home: HomePage, work: Work) -> None:
    ready = document()
    content = body(files(ready))
    page = StandardPage(locale=home.locale, title="Сутра", slug="sutra", body=content, live=False)
    home.add_child(instance=page)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    work()
    tasks.look_over({})
    assert not in_search(ready)


def test_while_any_page_names_it_it_is_found(home: HomePage, work: Work) -> None:
    shared = document()
    work()
    first = page_with(home, shared, slug="prva")
    second = page_with(home, shared, slug="druga")
    first.unpublish()
    assert in_search(shared)
    second.body = body()
    second.save_revision().publish()
    assert not in_search(shared)
    assert document_of(uid_of(shared)) is None


def test_with_the_page_and_those_above_it_is_gone(home: HomePage, work: Work) -> None:
    shared = document()
    work()
    above = add_page(home, title="Горе", slug="gore")
    page_with(above, shared)
    assert in_search(shared)
    BasePage.objects.get(pk=above.pk).delete()
    assert not in_search(shared)
    assert SiteDocument.objects.filter(pk=shared.pk).exists()


def test_with_the_document_everything_of_it_is_gone(home: HomePage, work: Work) -> None:
    one = document()
    page_with(home, one)
    work()
    uid = uid_of(one)
    one.delete()
    assert not Text.objects.filter(uid=uid).exists()
    assert not FileText.objects.exists()
    assert not PageFile.objects.exists()


def test_rereading_asks_whether_a_page_names_it_now(home: HomePage, work: Work) -> None:
    one = document()
    page = page_with(home, one)
    StandardPage.objects.filter(pk=page.pk).update(live=False)
    assert reread(None, [uid_of(one)]) == {}  # type: ignore[arg-type]
    assert list(all_uids()) == []


@pytest.mark.parametrize("where", ["rich", "campaign", "material", "result"])
def test_every_place_where_an_editor_names_a_file_counts(
    where: str, home: HomePage, work: Work
) -> None:
    one = document()
    link = f'<p><a linktype="document" id="{one.pk}">лист</a></p>'
    if where == "rich":
        add_page(home, title="Страна", slug="strana", body=body(("paragraph", link)))
    else:
        values: dict[str, Any] = {"result": link} if where == "result" else {}
        content = body(files(one))
        page = campaign(home, body=content if where == "campaign" else body(), **values)
        if where == "material":
            page.materials.add(CampaignMaterial(title="Лист", document=one))
            page.save_revision().publish()
    assert in_search(one)


def test_a_file_that_is_replaced_loses_its_text_at_once(
    home: HomePage, work: Work, look: Found
) -> None:
    one = document(title="Цео лист")
    page_with(home, one)
    work()
    assert one.url in look()
    other = document(b"drugo", name="drugi.txt")
    one.file, one.file_hash = other.file, other.file_hash
    one.save()
    assert "Цео лист" not in look()
    work()
    assert FileText.objects.get(document=one).text == "drugo"
    assert "Цео лист" in look("drugo")


def test_a_text_that_comes_late_does_not_come_back(home: HomePage) -> None:
    """The reading of the old file ends after the new one was put in its place."""
    one = document()
    old = FileText.objects.get(document=one)
    one.file_hash = "0" * 40
    one.save()
    keeping._store(old, "digest", keeping.Extracted("стари текст"))
    assert FileText.objects.get(document=one).text == ""


def test_a_title_that_is_changed_is_found(home: HomePage, look: Found) -> None:
    one = document(title="Старо име")
    page_with(home, one)
    one.title = f"Ново {WORD}"
    one.save()
    assert one.url in look()


def test_a_page_that_names_what_is_not_there_does_no_harm(home: HomePage) -> None:
    page = page_with(home)
    StandardPage.objects.filter(pk=page.pk).update(body=body(files(SiteDocument(pk=10**6))))
    naming.note(page)
    assert not PageFile.objects.exists()
