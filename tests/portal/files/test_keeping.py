"""Reading once, showing much: jobs, rebuilds, rows of results, words for editors."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from community.access.viewer import ANONYMOUS
from community.jobs import registry as jobs
from community.jobs.models import Job
from portal.files import keeping, tasks
from portal.files.extraction.result import Extracted
from portal.files.forms import DocumentForm
from portal.files.indexing import KIND, all_uids, document_of, reread
from portal.files.models import FileText
from portal.files.words import CUT, PROBLEMS, WAITING
from portal.models import HomePage, SiteDocument
from portal.pages.founding import found
from search import registry as search
from search.models import Text

from . import made
from .conftest import WORD, Found, Work, document, page_with, uid_of

pytestmark = pytest.mark.django_db


def row_of(one: SiteDocument) -> FileText:
    return FileText.objects.get(document=one)


def test_an_upload_asks_for_one_reading() -> None:
    one = document()
    one.save()
    waiting = Job.objects.filter(handler=keeping.HANDLER)
    assert [job.payload for job in waiting] == [{"document": one.pk}]
    jobs.handler(keeping.HANDLER).work(waiting[0].payload)
    row = row_of(one)
    assert row.text == f"Овде пише {WORD}"
    assert (row.pages, row.problem, row.lang, len(row.digest)) == (1, "", "sr", 64)


def test_a_file_is_not_read_twice(monkeypatch: pytest.MonkeyPatch, work: Work) -> None:
    one = document()
    work()
    monkeypatch.setattr(keeping, "extract", lambda *_: pytest.fail("read again"))
    one.title = "Друго име"
    one.save()
    keeping.read(one.pk)
    work()
    assert WORD in row_of(one).text


def test_a_rebuild_finds_documents_and_reads_no_file(
    monkeypatch: pytest.MonkeyPatch, home: HomePage, work: Work, look: Found
) -> None:
    one = document()
    page_with(home, one)
    work()
    search.forget(KIND, uid_of(one))
    assert one.url not in look()
    monkeypatch.setattr(keeping, "extract", lambda *_: pytest.fail("read again"))
    call_command("search_rebuild")
    assert one.url in look()


def test_a_file_that_is_gone_or_says_nothing_is_found_by_its_title(
    home: HomePage, work: Work
) -> None:
    gone, locked = document(), document(made.pdf("x", owner="owner", user="user"))
    page_with(home, gone, locked)
    gone.file.storage.delete(gone.file.name)
    work()
    assert (row_of(gone).problem, row_of(locked).problem) == ("broken", "encrypted")
    assert set(all_uids()) == {uid_of(gone), uid_of(locked)}


def test_a_document_that_went_while_it_waited_is_no_failure() -> None:
    one = document()
    pk = one.pk
    one.delete()
    keeping.read(pk)


def test_the_clock_finds_what_was_there_before(home: HomePage, work: Work) -> None:
    one = document()
    page = page_with(home, one)
    FileText.objects.all().delete()
    page.body = "[]"
    Job.objects.all().delete()
    jobs.handler("files.look_over").work({})
    work()
    assert WORD in row_of(one).text
    assert Text.objects.filter(kind=KIND, uid=uid_of(one)).exists()


def test_a_better_reading_reads_all_again(monkeypatch: pytest.MonkeyPatch, work: Work) -> None:
    one = document()
    work()
    monkeypatch.setattr(keeping, "READING", keeping.READING + 1)
    monkeypatch.setattr(keeping, "extract", lambda *_: Extracted("боље"))
    tasks.look_over({})
    work()
    assert row_of(one).text == "боље"


def test_a_result_opens_the_file_and_names_page_kind_and_size(home: HomePage) -> None:
    one = document(title="Лист за штампу", language="sr")
    page = page_with(home, one, title="Кампања")
    with translation.override("sr-latn"):
        row = reread(ANONYMOUS, [uid_of(one)])[uid_of(one)]
    assert (row.title, row.url, row.label) == ("List za štampu", one.url, "CLEAR")
    assert (row.place, row.lang, row.text_lang) == ("Kampanja", "sr-Latn", "sr-Cyrl")
    assert row.about.startswith("PDF, ")
    page.refresh_from_db()
    assert row.date == page.last_published_at


def test_a_reader_is_sent_to_the_page_in_the_own_language(home: HomePage) -> None:
    one = document()
    page_with(home, one, title="Кампања")
    page_with(found()["en"], one, title="Campaign")
    for code, place in (("sr", "Кампања"), ("en", "Campaign")):
        with translation.override(code):
            assert reread(ANONYMOUS, [uid_of(one)])[uid_of(one)].place == place


def test_the_queries_for_rows_do_not_grow_with_them(home: HomePage) -> None:
    few = [document()]
    page_with(home, *few, slug="malo")
    many = [document() for _ in range(6)]
    page_with(home, *many, slug="mnogo")
    page_with(home, *many, slug="opet")

    def asked(documents: list[SiteDocument]) -> int:
        uids = [uid_of(one) for one in documents]
        with CaptureQueriesContext(connection) as queries:
            assert len(reread(ANONYMOUS, uids)) == len(documents)
        return len(queries)

    assert asked(few) == asked(many) <= 2


@pytest.mark.parametrize(
    ("title", "text", "named", "lang"),
    [
        ("Leaflet", "The password is yours and it is not for others.", "", "en"),
        ("Fletushkë", "Fjalëkalimi është i juaj dhe nuk është për të tjerët.", "", "sq"),
        ("Лист", "Лозинка је ваша и није за друге.", "", "sr"),
        ("Лист", "Лозинка је ваша.", "mk", "mk"),
        ("Лист", "", "", "sr"),
    ],
)
def test_the_editor_says_the_language_or_the_text_does(
    title: str, text: str, named: str, lang: str, home: HomePage, work: Work
) -> None:
    one = document(text.encode(), title=title, name="a.txt", language=named)
    page_with(home, one)
    work()
    entered = document_of(uid_of(one))
    assert entered
    assert (entered.lang, entered.ages, entered.label) == (lang, False, "CLEAR")


@pytest.mark.parametrize("problem", list(PROBLEMS))
def test_the_editor_reads_why_there_is_no_text(problem: str) -> None:
    one = document()
    form = forms_of(one)
    assert form == str(WAITING)
    FileText.objects.update(problem=problem, read_at=timezone.now())
    assert forms_of(one) == str(PROBLEMS[problem])
    FileText.objects.update(problem="", cut=True)
    assert forms_of(one) == str(CUT)
    FileText.objects.update(cut=False)
    assert forms_of(one) == ""


def forms_of(one: SiteDocument) -> str:
    from wagtail.documents.forms import get_document_form

    form: Any = get_document_form(SiteDocument)
    assert issubclass(form, DocumentForm)
    return str(form(instance=one).fields["file"].help_text)


def test_wagtail_sees_no_use_in_our_own_rows(home: HomePage) -> None:
    one = document()
    page_with(home, one)
    assert [type(source).__name__ for source, _ in one.get_usage()] == ["Page"]
