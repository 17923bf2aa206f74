"""Documents of other publishers, kept byte for byte beside what we show of them."""

from django.db import models

from .advisories import Advisory


class ForeignDocument(models.Model):
    """One imported version: the bytes as they came, their SHA-256, what a checker found."""

    advisory = models.ForeignKey(
        Advisory, on_delete=models.CASCADE, related_name="foreign_documents"
    )
    version = models.CharField(max_length=40)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True)
    findings = models.JSONField(default=list)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["advisory", "version"], name="one_foreign_version")
        ]

    def __str__(self) -> str:
        return f"Foreign document {self.pk}"
