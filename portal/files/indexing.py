"""How documents are found: by everybody, while a published page names them."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Min, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from community.access.models import PUBLIC_SET_ID
from community.access.tokens import Partition
from community.access.viewer import Viewer
from portal.files.keeping import KIND
from portal.files.language import language_of
from portal.files.models import FileText, PageFile
from portal.pages.addresses import SHOWS, content_language
from portal.shell.languages import html_lang
from portal.transliteration import to_latin
from search.registry import Document, Kind, Row, register

LABEL = "CLEAR"


def document_of(uid: UUID) -> Document | None:
    """A document with the text of its file; None while no published page names it."""
    row = FileText.objects.filter(uid=uid).select_related("document").first()
    if row is None:
        return None
    since = _names().filter(document=row.document_id).aggregate(at=Min("since"))["at"]
    if since is None:
        return None
    return Document(
        title=row.document.title,
        body=row.text,
        acl=PUBLIC_SET_ID,
        partition=int(Partition.PUBLIC),
        lang=language_of(row.document, row.lang),
        label=LABEL,
        date=since,
        # A leaflet is as good in its third year.
        ages=False,
    )


def reread(_viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Row]:
    """Those of the documents that a published page names now; its title is their place."""
    texts = FileText.objects.filter(uid__in=uids).select_related("document").defer("text")
    places = _places([row.document_id for row in texts])
    return {
        row.uid: _row(row, places[row.document_id]) for row in texts if row.document_id in places
    }


def _places(documents: list[int]) -> dict[int, PageFile]:
    """Of each document the page on which a reader of this language finds it."""
    code = content_language(translation.get_language() or "")
    names = _names().filter(document__in=documents).select_related("page__locale")
    names = names.defer("page__latin", "page__links")
    found = sorted(names, key=lambda n: (n.page.content_language != code, n.page.path))
    return {name.document_id: name for name in reversed(found)}


def _row(row: FileText, name: PageFile) -> Row:
    document = row.document
    lang = language_of(document, row.lang)
    latin = translation.get_language() in SHOWS and lang in SHOWS.values()
    kind = document.file_extension.upper()
    size = filesizeformat(document.file_size) if document.file_size else ""
    return Row(
        title=to_latin(document.title) if latin else document.title,
        url=document.url,
        label=LABEL,
        date=name.since,
        place=name.page.title_shown,
        lang=html_lang(translation.get_language() or lang) if latin else html_lang(lang),
        about=", ".join(filter(None, (kind, size))),
        text_lang=html_lang(lang),
    )


def _names() -> QuerySet[PageFile]:
    return PageFile.objects.filter(page__live=True)


def all_uids() -> Iterable[UUID]:
    """Every document that is to be found."""
    named = _names().values("document")
    return FileText.objects.filter(document__in=named).values_list("uid", flat=True).iterator()


def register_kind() -> None:
    """Called once, when the app is ready."""
    register(Kind(KIND, _("Document"), document_of, reread, all_uids, plural=_("Documents")))
