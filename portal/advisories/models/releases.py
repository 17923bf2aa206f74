"""The readers' side: an immutable release, the only thing that is shown or sent."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable, AudienceQuerySet, HasAudience

from .advisories import Advisory


class Release(Addressable, HasAudience):
    """One version as it went out. Version, time and canonical text never change.

    `canonical` is our own form (format 1), without persons; `html` is a cache of it. The
    columns behind it repeat what lists and filters need. `label` and `acl` are the
    advisory's: a rise narrows all its releases at once.
    """

    class Severity(models.IntegerChoices):
        NONE = 0, _("None")
        LOW = 1, _("Low")
        MEDIUM = 2, _("Medium")
        HIGH = 3, _("High")
        CRITICAL = 4, _("Critical")

    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="releases")
    ordinal = models.PositiveIntegerField()
    version = models.CharField(max_length=40)
    released_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField()
    canonical = models.TextField()
    digest = models.CharField(max_length=64)
    html = models.TextField(blank=True)
    html_version = models.PositiveIntegerField(default=0)
    latest = models.BooleanField(default=True)
    withdrawn = models.BooleanField(default=False)
    number = models.CharField(max_length=120, db_index=True)
    title = models.CharField(max_length=300)
    lead = models.TextField(blank=True)
    lang = models.CharField(max_length=10)
    script = models.CharField(max_length=4, blank=True)
    publisher = models.CharField(max_length=200)
    written_for = models.CharField(max_length=20, choices=Advisory.For)
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.NONE)
    score = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    exploited = models.BooleanField(default=False)
    products = models.CharField(max_length=300, blank=True)
    # Of CLEAR texts in Serbian Cyrillic only, for `/sr-latn/`; made by `latin` at write.
    latin_title = models.CharField(max_length=300, blank=True)
    latin_lead = models.TextField(blank=True)
    latin_text = models.TextField(blank=True)

    objects: AudienceQuerySet[Self] = AudienceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("release")
        ordering = ["-released_at", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["advisory", "ordinal"], name="one_release_ordinal"),
            models.UniqueConstraint(
                fields=["advisory"], condition=models.Q(latest=True), name="one_latest_release"
            ),
        ]
        indexes = [
            models.Index(fields=["latest", "acl", "-released_at"], name="release_list"),
            models.Index(fields=["latest", "-severity", "-released_at"], name="release_urgent"),
            # Covers the counts beside the filters, so that they read no row.
            models.Index(
                fields=["latest", "acl", "severity", "label", "year"], name="release_facets"
            ),
        ]
