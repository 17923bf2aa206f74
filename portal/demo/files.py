"""The demo's documents: leaflets and forms as real files on the campaign's pages."""

from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from portal.campaigns.models import CampaignMaterial, CampaignPage
from portal.files import keeping
from portal.files.models import FileText
from portal.models import SiteDocument
from search import registry

from .cast import Cast
from .file_forms import made
from .names import uid_of
from .records import Record, records


def seed_files(cast: Cast) -> None:
    """Makes the files and hands them out; then reads all documents, as the worker would."""
    for row in records("files")["files"]:
        if not FileText.objects.filter(uid=_uid(row["file"])).exists():
            _hand_out(row, cast)
    for text in FileText.objects.filter(read_at=None).select_related("document").order_by("pk"):
        _name(text)
        keeping.read(text.document_id)


@transaction.atomic
def _hand_out(row: Record, cast: Cast) -> None:
    page = CampaignPage.objects.get(uid=uid_of("page", f"{row['page']}/{row['lang']}"))
    suffix = PurePath(row["file"]).suffix.lstrip(".")
    data = made(suffix, row["title"], row["paragraphs"], cast.clock.now)
    document = store(row["file"], data, title=row["title"], language=row["lang"])
    last = page.materials.count()
    page.materials.add(CampaignMaterial(title=row["title"], document=document, sort_order=last))
    page.save_revision().publish()


def store(name: str, data: bytes, **values: Any) -> SiteDocument:
    """A document with this file; beside the files of an older database no second copy."""
    document = SiteDocument(file_size=len(data), **values)
    storage = document.file.storage
    path = document.file.field.generate_filename(document, name)
    if storage.exists(path):
        storage.delete(path)
    document.file.save(name, ContentFile(data), save=False)
    document.save()
    return document


def _uid(file: str) -> Any:
    return uid_of("document", file)


@transaction.atomic
def _name(text: FileText) -> None:
    """The identity of the demo instead of the random one of an upload."""
    registry.forget(keeping.KIND, text.uid)
    text.uid = _uid(PurePath(text.document.file.name).name)
    text.save(update_fields=["uid"])
    registry.touch(keeping.KIND, text.uid)
