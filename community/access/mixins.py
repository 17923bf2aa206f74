"""Columns and querysets shared by everything that has an address or an audience."""

import uuid
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .models import AudienceSet, audience_set
from .tlp import Label
from .tokens import Audience
from .viewer import Viewer

M = TypeVar("M", bound=models.Model)


def own_origin() -> str:
    """The short name of this instance, which its own rows carry."""
    return str(settings.NETWORK_ORIGIN)


class Addressable(models.Model):
    """A random uid for every address outside the database, and the instance it came from."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    origin = models.CharField(max_length=60, default=own_origin, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.uid}"


class RetentionClass(models.TextChoices):
    """How long a closed thing is kept; the periods are the network's setting."""

    PERMANENT = "permanent", _("permanent")
    CASEWORK = "casework", _("casework")
    CONVERSATION = "conversation", _("conversation")
    PERSONAL = "personal", _("personal data")


class Retained(models.Model):
    """When a thing was closed and which clock runs from then."""

    retention = models.CharField(
        max_length=20, choices=RetentionClass, default=RetentionClass.CONVERSATION
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class AudienceQuerySet(models.QuerySet[M]):
    """The list face of the rule."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Only what `viewer` may read: a plain `acl IN (…)`, no join."""
        return self.filter(acl_id__in=viewer.acl_ids)


class Readable(models.Model):
    """Something with an audience: who may read it is one integer on its own row."""

    acl = models.ForeignKey(AudienceSet, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class HasAudience(Readable):
    """A label and the audience it was resolved to when it was saved."""

    label = models.CharField(max_length=12, choices=Label)

    class Meta:
        abstract = True

    def set_audience(self, label: str, audience: Audience) -> None:
        """Puts label and audience on the row; the caller saves."""
        self.label = label
        self.acl = audience_set(audience)


class AddresseeKind(models.TextChoices):
    """What an addressee row points at."""

    ORGANISATION = "organisation", _("organisation")
    GROUP = "group", _("group")
    PERSON = "person", _("person")


class AddresseeRow(models.Model):
    """One addressee of a thing: kind and target, by whom, when. Concrete rows add the thing."""

    kind = models.CharField(max_length=20, choices=AddresseeKind)
    target = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"Addressee {self.pk}"


def can_read(viewer: Viewer, thing: Readable) -> bool:
    """The single-thing face of the rule."""
    return thing.acl_id in viewer.acl_ids
