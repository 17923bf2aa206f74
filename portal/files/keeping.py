"""Keeps the text of documents: asks for it when a file came or changed, stores it when read."""

import hashlib
from datetime import timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from community.jobs.queue import enqueue
from portal.files.extraction.outside import extract
from portal.files.extraction.result import Extracted, Problem
from portal.files.language import guess
from portal.files.models import FileText
from portal.models import SiteDocument
from search import registry

KIND = "document"
HANDLER = "files.read"
# Raised when the reading gets better; the clock then has every file read again.
READING = 1
LIMIT = timedelta(minutes=5)


@transaction.atomic
def saved(document: SiteDocument) -> None:
    """A document was uploaded or changed. The text of a file that is no more goes at once."""
    row, _made = FileText.objects.get_or_create(document=document)
    if row.file != _file_of(document):
        row.file, row.digest, row.text, row.lang = _file_of(document), "", "", ""
        row.pages, row.cut, row.problem, row.read_at = 0, False, "", None
        row.save()
        ask(row)
    registry.touch(KIND, row.uid)


def ask(row: FileText) -> None:
    """Queues the reading of a document's file, within the current transaction."""
    enqueue(HANDLER, {"document": row.document_id}, key=f"{HANDLER}:{row.document_id}")


def read(document_id: int) -> None:
    """Reads a document's file and stores its text. Not within a transaction: it takes time."""
    row = FileText.objects.filter(document=document_id).select_related("document").first()
    if row is None:
        return
    try:
        with row.document.file.open("rb") as stream:
            digest = _digest(stream)
            if row.read_at and (row.digest, row.reading) == (digest, READING):
                return
            found = extract(stream, row.document.file.name)
    except FileNotFoundError:
        digest, found = "", Extracted(problem=Problem.BROKEN)
    _store(row, digest, found)


@transaction.atomic
def _store(read: FileText, digest: str, found: Extracted) -> None:
    """Nothing if another file came meanwhile; that one is read by a job of its own."""
    row = FileText.objects.select_for_update().filter(pk=read.pk, file=read.file).first()
    if row is None:
        return
    row.digest, row.reading, row.read_at = digest, READING, timezone.now()
    row.text, row.pages, row.cut = found.text, found.pages, found.cut
    row.lang, row.problem = guess(found.text) if found.text else "", found.problem.value
    row.save()
    registry.touch(KIND, row.uid)


def _file_of(document: SiteDocument) -> str:
    return f"{document.file.name}:{document.file_hash}"[:200]


def _digest(stream: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in stream.chunks():
        digest.update(chunk)
    return digest.hexdigest()
