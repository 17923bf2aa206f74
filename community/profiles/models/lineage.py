"""That one organisation followed another: proposed by one person, confirmed by a second."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Lineage, Organisation, Person


class LineageProposal(Addressable):
    """Nothing follows from it before a second person of the secretariat confirms it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        RECORDED = "recorded", _("recorded")
        REFUSED = "refused", _("refused")

    kind = models.CharField(_("kind"), max_length=20, choices=Lineage.Kind)
    predecessor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    successor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    date = models.DateField(_("date"))
    reason = models.TextField(_("what happened"))
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                condition=models.Q(state="proposed"),
                name="profiles_one_open_lineage",
            )
        ]
