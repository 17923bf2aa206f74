"""Which documents the published pages name. A draft names nothing.

Wagtail's own index of references follows what is saved, drafts of published pages included:
an editor who had linked an embargoed file in a draft would have made it findable.
"""

from collections.abc import Iterator

from django.db import models, transaction
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_all_child_relations

from portal.files.keeping import KIND
from portal.files.models import FileText, PageFile
from portal.models import BasePage, SiteDocument
from search import registry


@transaction.atomic
def note(page: BasePage) -> None:
    """Brings what a page names up to date; documents named first or no more move in search."""
    stored = BasePage.objects.live().filter(pk=page.pk).first()
    named = set(_named_by(stored.specific)) if stored else set()
    PageFile.objects.filter(page=page.pk).exclude(document__in=named).delete()
    known = PageFile.objects.filter(page=page.pk).values_list("document", flat=True)
    new = SiteDocument.objects.filter(pk__in=named).exclude(pk__in=list(known))
    since = (stored and stored.last_published_at) or timezone.now()
    rows = [PageFile(page_id=page.pk, document=document, since=since) for document in new]
    PageFile.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        touch(row.document_id)


@transaction.atomic
def forget(page: BasePage) -> None:
    """A page was taken back: it names nothing any more."""
    PageFile.objects.filter(page=page.pk).delete()


def touch(document_id: int) -> None:
    """Search looks at a document again."""
    uid = FileText.objects.filter(document=document_id).values_list("uid", flat=True).first()
    if uid:
        registry.touch(KIND, uid)


def _named_by(row: models.Model) -> Iterator[int]:
    """The ids of the documents in fields, blocks and rich text of a row and its child rows."""
    for field in row._meta.get_fields():
        if isinstance(field, models.ForeignKey):
            value = getattr(row, field.attname)
            if field.related_model is SiteDocument and value is not None:
                yield value
        elif (extract := getattr(field, "extract_references", None)) is not None:
            for model, key, *_path in extract(getattr(row, field.name)):
                if issubclass(model, SiteDocument):
                    yield int(key)
    if isinstance(row, ClusterableModel):
        for relation in get_all_child_relations(type(row)):
            for child in getattr(row, relation.get_accessor_name()).all():
                yield from _named_by(child)
