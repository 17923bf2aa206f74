"""Documents on pages, and the worker that reads them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from community.jobs.models import Job
from portal.files import keeping
from portal.files.models import FileText
from portal.models import HomePage, SiteDocument, StandardPage
from portal.pages.founding import found
from tests.portal.pages.conftest import add_page, body

from . import made

Work = Callable[[], None]
Found = Callable[..., str]
WORD = "кукурикавац"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def home(db: None) -> HomePage:
    return found()["sr"]


def document(
    data: bytes | None = None, *, title: str = "Лист", name: str = "list.pdf", **values: Any
) -> SiteDocument:
    """A document just uploaded; by default a PDF with `WORD`."""
    made_file = ContentFile(made.pdf(f"Овде пише {WORD}") if data is None else data, name=name)
    new = SiteDocument(title=title, file=made_file, **values)
    new._set_document_file_metadata()
    new.save()
    return new


def page_with(home: HomePage, *documents: SiteDocument, **values: Any) -> StandardPage:
    """A published page with these files."""
    content = body(files(*documents))
    return add_page(home, **{"title": "Страна", "slug": "strana", "body": content, **values})


def files(*documents: SiteDocument) -> tuple[str, Any]:
    """A block of files to download, as it is stored."""
    items = [{"type": "item", "value": one.pk, "id": str(one.pk)} for one in documents]
    return ("documents", {"title": "", "items": items})


def uid_of(one: SiteDocument) -> Any:
    return FileText.objects.get(document=one).uid


@pytest.fixture
def work(db: None) -> Work:
    """Does what the queue holds of this app; each job once, as the worker would."""

    def done() -> None:
        for job in Job.objects.filter(handler=keeping.HANDLER, state=Job.State.PENDING):
            keeping.read(int(str(job.payload["document"])))
            job.delete()

    return done


@pytest.fixture
def look(client: Client) -> Found:
    """The answers that a stranger gets for a word, without the box that repeats it."""

    def asked(word: str = WORD, prefix: str = "/sr/") -> str:
        response = client.get(f"{prefix}search/", {"q": word})
        assert response.status_code == 200
        html = response.content.decode().partition("<main")[2]
        return html.replace("<mark>", "").replace("</mark>", "")

    return asked
