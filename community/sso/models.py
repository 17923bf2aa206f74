"""An organisation's own login: which identity provider speaks for its addresses."""

from allauth.socialaccount.models import SocialApp
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Organisation, Person


class Provider(Addressable):
    """One identity provider of one organisation, by OIDC or SAML.

    `identifier` names the provider worldwide: issuer or entity id. `app` is allauth's row, made
    when the secretariat confirms; its `provider_id` is unique, so that no other provider can
    name an account of this one. Which addresses it speaks for is not kept here: it is the
    organisation's confirmed domains at the moment of each login.
    """

    class Protocol(models.TextChoices):
        OIDC = "oidc", "OpenID Connect"
        SAML = "saml", "SAML 2.0"

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the secretariat")
        ENABLED = "enabled", _("in use")
        REFUSED = "refused", _("refused")
        ENDED = "ended", _("ended")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="identity_providers"
    )
    protocol = models.CharField(_("protocol"), max_length=10, choices=Protocol)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    identifier = models.CharField(max_length=200)
    # What `app.settings` becomes; without the secret, which lies in `secret` until then.
    configuration = models.JSONField(default=dict)
    client_id = models.CharField(max_length=191, blank=True)
    secret = models.CharField(max_length=191, blank=True)
    app = models.OneToOneField(
        SocialApp, null=True, blank=True, on_delete=models.SET_NULL, related_name="sso_provider"
    )
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("identity provider")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state="enabled"),
                name="sso_one_in_use_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state="waiting"),
                name="sso_one_waiting_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["protocol", "identifier"],
                condition=models.Q(state="enabled"),
                name="sso_one_in_use_per_identifier",
            ),
        ]
