"""Receipts of creating acts: a double click or a retry finds what the first one made."""

from django.db import models

from .users import Person


class Receipt(models.Model):
    """`key` came with the form; the same key of the same person is the same act.

    Purged after a day. Posts keep theirs on `Authorship`, so that a receipt unmasks nobody.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    act = models.CharField(max_length=60)
    made_kind = models.CharField(max_length=40)
    made_uid = models.UUIDField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "act", "key"], name="one_act_per_key")
        ]

    def __str__(self) -> str:
        return f"Receipt {self.pk}"
