"""Wagtail's form of a document, with a word on how search could read the file."""

from typing import Any

from django.utils.functional import Promise
from wagtail.documents.forms import BaseDocumentForm

from portal.files.models import FileText
from portal.files.words import CUT, PROBLEMS, WAITING


class DocumentForm(BaseDocumentForm):
    """Says it below the field of the file; nothing where the text was read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            self.fields["file"].help_text = _note(self.instance.pk)


def _note(document_id: int) -> str | Promise:
    row = FileText.objects.filter(document=document_id).defer("text").first()
    if row is None or not row.read_at:
        return WAITING
    return PROBLEMS.get(row.problem) or (CUT if row.cut else "")
