"""Teams: the desks of an organisation that write, answer and keep watch."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable

from .organisations import Organisation


class Team(Addressable):
    """A functional address with people behind it; those who publish write advisories."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=150)
    mailbox = models.EmailField(_("functional mailbox"), blank=True)
    phone = models.CharField(_("duty phone"), max_length=40, blank=True)
    publishes = models.BooleanField(default=False)
    namespace = models.URLField(_("publisher namespace"), blank=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name", "uid"]
