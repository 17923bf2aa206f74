"""What an organisation says of itself when it wants to join, and the links that open it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable, Retained
from community.models import Organisation, VettingCase


class Application(Addressable, Retained):
    """Everything as it was typed. `case` is there once it is submitted; till then it is a draft.

    Whoever holds the mailbox `email` writes it; no account is needed.
    """

    email = models.EmailField(_("e-mail address"), max_length=254, db_index=True)
    case = models.OneToOneField(
        VettingCase, null=True, blank=True, on_delete=models.PROTECT, related_name="application"
    )
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Organisation.Kind.choices, blank=True)
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    domains = models.JSONField(default=list, blank=True)
    why = models.TextField(blank=True)
    contact_name = models.CharField(_("name"), max_length=150, blank=True)
    contact_position = models.CharField(_("position"), max_length=150, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    # As typed: an address or a name, never checked against anything before it is submitted.
    sponsors = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=10)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    # The first use of a mailed link: it shows that the address is theirs.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        indexes = [models.Index(fields=["saved_at"], name="joining_oldest_draft")]


class Knock(models.Model):
    """Somebody asked for a link. Judged by the worker, so that the page knows no more than
    the asker: the row is deleted as soon as it is answered. Without `name`: a new link."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"knock {self.uid}"


class Link(models.Model):
    """A mailed link: its token stands only in the mail, here is its digest."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link {self.uid}"
