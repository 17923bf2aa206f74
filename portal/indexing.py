"""How pages are found: all that are published, by everybody."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from community.access.models import PUBLIC_SET_ID
from community.access.tlp import Label
from community.access.tokens import Partition
from community.access.viewer import Viewer
from portal.models import BasePage
from portal.pages.latin_copy import words_of
from portal.shell.languages import html_lang
from search.registry import Document, Kind, Row, register

KIND = "page"


def document_of(uid: UUID) -> Document | None:
    """A published page with all its text; None for drafts."""
    found = BasePage.objects.live().filter(uid=uid).select_related("locale").first()
    if found is None:
        return None
    page = found.specific
    fields = [getattr(page, name) for name in page.text_fields if name != "title"]
    return Document(
        title=page.title,
        body="\n".join([*(text for text in fields if text), *words_of(page)]),
        acl=PUBLIC_SET_ID,
        partition=int(Partition.PUBLIC),
        lang=found.content_language,
        label=Label.CLEAR,
        date=page.last_published_at,
        # News and campaigns pass; how to help oneself does not.
        ages=page.ages,
    )


def reread(_viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Row]:
    """Those of the pages that are published now; titles in the reader's script."""
    pages = BasePage.objects.live().filter(uid__in=uids).select_related("locale")
    return {
        page.uid: Row(
            title=page.title_shown,
            url=page.address,
            label=Label.CLEAR,
            date=page.last_published_at,
            lang=html_lang(page.shown_under),
        )
        for page in pages.defer("latin", "links")
    }


def all_uids() -> Iterable[UUID]:
    """Every page that is to be found."""
    return BasePage.objects.live().values_list("uid", flat=True).iterator()


def register_kinds() -> None:
    """Called once, when the app is ready."""
    register(Kind(KIND, _("Page"), document_of, reread, all_uids, plural=_("Pages")))
