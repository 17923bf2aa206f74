"""Changes of the network's rules that one person alone may not make, and who stands in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Person


class RuleChange(Addressable):
    """Weaker rules, or a new deputy, proposed by one person and decided by another.

    `values`: names of rules with their new numbers, or `deputy` with a person's uid.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for a second person")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")

    values = models.JSONField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)

    class Meta:
        verbose_name = _("change of the rules")


class Deputy(Addressable):
    """Somebody who may vet where the secretariat is too small or too late."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("deputy of the secretariat")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(until=None), name="joining_one_open_deputy"
            )
        ]
