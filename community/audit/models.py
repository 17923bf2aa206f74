"""The log that nobody can edit: rows in a chain, and the head that knows its end."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models


class AppendOnly(RuntimeError):
    """Somebody tried to change or delete what is written once."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads. Whatever would change rows raises; the triggers stop what goes round it."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(
        self, objs: Iterable["Entry"], fields: Iterable[str], batch_size: int | None = None
    ) -> NoReturn:
        raise AppendOnly


class Entry(models.Model):
    """Who did what to which thing, when, for whom; bound to the row before by its hash.

    No foreign keys: a row outlives whom and what it names. `recording` is the only writer
    and `chain` says what is hashed.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=100)
    on_behalf_of = models.CharField(max_length=100, blank=True)
    verb = models.CharField(max_length=100)
    kind = models.CharField(max_length=100)
    uid = models.CharField(max_length=100)
    details = models.TextField(help_text="Canonical JSON")

    objects = EntryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["kind", "uid", "seq"], name="audit_thing"),
            models.Index(fields=["actor_kind", "actor_id", "seq"], name="audit_actor"),
            models.Index(fields=["at", "seq"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"entry {self.seq}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Inserts a new row; AppendOnly for one that exists."""
        if not self._state.adding:
            raise AppendOnly
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class Head(models.Model):
    """The end of the chain, in one row. Its lock puts all writers in one order, and it
    gives away a tail that was cut off."""

    ONLY = 1

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),
        ]

    def __str__(self) -> str:
        return f"head at {self.seq}"


class Check(models.Model):
    """A walk over the chain by the clock: from which row to which, and whether all was whole.

    `hash` is that of row `upto`, where the next walk begins. `findings` counts what was wrong,
    `first_wrong` is the first such row.
    """

    since = models.PositiveBigIntegerField(default=0)
    upto = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    findings = models.PositiveIntegerField(default=0)
    first_wrong = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="audit_checks")]

    def __str__(self) -> str:
        return f"check {self.pk}"

    @property
    def whole(self) -> bool:
        """Whether nothing was wrong."""
        return not self.findings
