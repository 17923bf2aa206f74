"""What those who vet ask and tell, beside the votes themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Person, VettingVote

from .applications import Application


class Question(Addressable):
    """A vetter's question to the applicant, and the answer."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="questions")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question to an applicant")


class VoteNote(models.Model):
    """What a vetter wrote for the applicant; the vote's own reason stays among vetters."""

    vote = models.OneToOneField(VettingVote, on_delete=models.CASCADE, related_name="note")
    to_applicant = models.TextField()

    def __str__(self) -> str:
        return f"vote note {self.pk}"
