"""How far a person has read: one moment, moved only when they say so."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models import Person


class ReadMark(models.Model):
    """What is older than `at` is no longer shown as new. No row: nothing was ever marked."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="read_mark")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("read mark")

    def __str__(self) -> str:
        return f"Read mark {self.pk}"
