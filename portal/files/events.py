"""What happens with documents and pages in Wagtail's admin. Connected in `portal.apps`."""

from typing import Any

from portal.files import keeping, naming
from portal.files.models import FileText, PageFile
from portal.models import BasePage, SiteDocument
from search import registry


def document_saved(instance: SiteDocument, raw: bool = False, **_kwargs: Any) -> None:
    """A document was uploaded, replaced or renamed; Wagtail does so in six places."""
    if not raw:
        keeping.saved(instance)


def text_deleted(instance: FileText, **_kwargs: Any) -> None:
    """A document went, and its text with it."""
    registry.forget(keeping.KIND, instance.uid)


def name_deleted(instance: PageFile, **_kwargs: Any) -> None:
    """A page, or a published version of it, names a document no more."""
    naming.touch(instance.document_id)


def published(instance: Any, **_kwargs: Any) -> None:
    """A page was published: what it names now is found."""
    if isinstance(page := instance.specific, BasePage):
        naming.note(page)


def unpublished(instance: Any, **_kwargs: Any) -> None:
    """A page was taken back. Where it is deleted, the database takes its rows along."""
    if isinstance(page := instance.specific, BasePage):
        naming.forget(page)
