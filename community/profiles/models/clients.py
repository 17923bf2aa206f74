"""That one organisation serves another: proposed, confirmed by the client, then vetted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Organisation, Person


class ClientProposal(Addressable):
    """Until it is vetted nothing follows from it; then `ClientRelation` counts."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for the client")
        CONFIRMED = "confirmed", _("waits for the secretariat")
        VETTED = "vetted", _("vetted")
        DECLINED = "declined", _("declined by the client")
        REFUSED = "refused", _("refused by the secretariat")
        WITHDRAWN = "withdrawn", _("withdrawn")

    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    note = models.TextField(_("what is served"), blank=True)
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "client"],
                condition=models.Q(state__in=["proposed", "confirmed"]),
                name="profiles_one_open_proposal",
            )
        ]
