"""Letting somebody in: a case per applicant, and the votes of those who vet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable, Retained

from .organisations import Organisation
from .users import Person


class VettingCase(Addressable, Retained):
    """An application of an organisation or of a person, until it is decided."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SPONSORS = "sponsors", _("waits for sponsors")
        OPEN = "open", _("open")
        WAITING = "waiting", _("waits for an answer")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="vetting_cases"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="vetting_cases"
    )
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("vetting case")


class VettingVote(models.Model):
    """What one vetter decided and why. Two different people are needed."""

    case = models.ForeignKey(VettingCase, on_delete=models.PROTECT, related_name="votes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    in_favour = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "by"], name="one_vote_per_vetter")]

    def __str__(self) -> str:
        return f"Vetting vote {self.pk}"
