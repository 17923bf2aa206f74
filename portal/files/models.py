"""What was read out of documents, and which published pages name them."""

import uuid

from django.db import models

from portal.files.extraction.result import Problem


class FileText(models.Model):
    """The text of one document's file. Written by `portal.files.keeping` alone.

    It is here from the upload on; only a document that a published page names is found.
    """

    document = models.OneToOneField(
        "portal.SiteDocument", on_delete=models.CASCADE, related_name="+"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Which file this is about, as the document names it: another one is another text.
    file = models.CharField(max_length=200, blank=True)
    # SHA-256 of the bytes, and the version of the reading, that gave the text.
    digest = models.CharField(max_length=64, blank=True)
    reading = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    # Guessed from the text; what an editor says of the document counts more.
    lang = models.CharField(max_length=12, blank=True)
    pages = models.PositiveIntegerField(default=0)
    cut = models.BooleanField(default=False)
    problem = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.name) for one in Problem if one]
    )
    read_at = models.DateTimeField(null=True, blank=True)

    # For Wagtail, a document is in use where editors put it.
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"document {self.uid}"


class PageFile(models.Model):
    """A published page names a document. Written by `portal.files.naming` alone."""

    page = models.ForeignKey("portal.BasePage", on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey("portal.SiteDocument", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "document"], name="files_one_page_file")
        ]

    def __str__(self) -> str:
        return f"page file {self.pk}"
