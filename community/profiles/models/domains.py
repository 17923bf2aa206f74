"""An organisation's claim of a mail domain, until it is proven or decided."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Organisation, Person

from .codes import CodeProof


def new_token() -> str:
    """What the text record has to say; no secret, but nobody can know it before."""
    return secrets.token_hex(16)


class DomainClaim(Addressable, CodeProof):
    """WAITING lies with the secretariat: by hand, or since another organisation holds it."""

    class State(models.TextChoices):
        OPEN = "open", _("to be proven")
        WAITING = "waiting", _("with the secretariat")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Proof(models.TextChoices):
        MAIL = "mail", _("a code mailed to the domain")
        DNS = "dns", _("a text record in the domain")
        PAPER = "paper", _("evidence, looked at by the secretariat")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="domain_claims"
    )
    domain = models.CharField(_("domain"), max_length=253)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    proof = models.CharField(max_length=20, choices=Proof, blank=True)
    token = models.CharField(max_length=64, default=new_token)
    evidence = models.TextField(_("evidence"), blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "domain"],
                condition=models.Q(state__in=["open", "waiting"]),
                name="profiles_one_open_claim",
            )
        ]
