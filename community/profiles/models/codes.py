"""A code mailed to an address, as it is kept: its digest, never the code."""

from django.db import models


class CodeProof(models.Model):
    """`rounds` counts the codes sent, `tries` the wrong answers to the last of them."""

    code_address = models.EmailField(blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_rounds = models.PositiveSmallIntegerField(default=0)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


CODE_FIELDS = ["code_address", "code_digest", "code_sent_at", "code_rounds", "code_tries"]
