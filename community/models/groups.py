"""Working groups: a circle that says how open, a ceiling that says how strict."""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable, AudienceQuerySet, Readable, Retained
from community.access.tlp import Label


class Group(Addressable, Readable, Retained):
    """A place to talk. Its own `acl` says who may know that it exists.

    `ceiling` is the strictest label allowed in it. A wider circle holds for new topics only.
    """

    class Circle(models.TextChoices):
        PUBLIC = "public", _("public")
        NETWORK = "network", _("network")
        MEMBERS = "members", _("members only")
        SEALED = "sealed", _("sealed")

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    purpose_en = models.TextField(_("purpose, in English"), blank=True)
    circle = models.CharField(_("circle"), max_length=20, choices=Circle)
    ceiling = models.CharField(_("ceiling"), max_length=12, choices=Label)

    objects: AudienceQuerySet[Self] = AudienceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name", "uid"]

    def shown_name(self) -> str:
        """The name in the reader's language, as far as there is one."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    def shown_purpose(self) -> str:
        """The purpose in the reader's language, as far as there is one."""
        return self.purpose_en if get_language() == "en" and self.purpose_en else self.purpose
