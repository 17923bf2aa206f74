"""The desk's side of an advisory: the case, the draft, whom it is for, who had a hand in it.

Readers never see these rows; what is shown or sent is a `Release`.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import (
    Addressable,
    AddresseeRow,
    AudienceQuerySet,
    HasAudience,
    Retained,
)
from community.access.tlp import Label
from community.models import Organisation, Person, Team


class Case(Addressable, Retained):
    """What the variants and languages of one matter have in common. Has no text, is never shown."""

    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("case")


class Advisory(Addressable, HasAudience, Retained):
    """One document in one language for one audience, from draft to withdrawal.

    `acl` is who may see the draft: the team's desk, under RED author and named reviewers.
    `label` is the label it carries or will carry. The readers' audience is on the releases.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")
        RELEASED = "released", _("released")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class For(models.TextChoices):
        CITIZENS = "citizens", _("everybody")
        PROFESSIONALS = "professionals", _("professionals")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="advisories")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="advisories"
    )
    lang = models.CharField(max_length=10, default="sr")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    written_for = models.CharField(max_length=20, choices=For, default=For.PROFESSIONALS)
    received_as = models.CharField(max_length=12, choices=Label, blank=True)
    source = models.CharField(max_length=200, blank=True)
    clients = models.BooleanField(default=False)
    # Own numbers are given at release; `number_key` is CSAF's file name, in which ids may meet.
    number = models.CharField(max_length=120, blank=True)
    number_key = models.CharField(max_length=140, null=True, blank=True, unique=True)
    foreign = models.BooleanField(default=False)
    publisher_name = models.CharField(max_length=200, blank=True)
    publisher_namespace = models.CharField(max_length=250, blank=True)
    foreign_id = models.CharField(max_length=200, null=True, blank=True)
    draft = models.TextField(blank=True)
    # Repeats the draft's title, so that the desk's queue need not open every draft.
    draft_title = models.CharField(max_length=300, blank=True)
    draft_revision = models.PositiveIntegerField(default=0)
    draft_saved_at = models.DateTimeField()
    created_at = models.DateTimeField()

    objects: AudienceQuerySet[Self] = AudienceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("advisory")
        verbose_name_plural = _("advisories")
        indexes = [models.Index(fields=["team", "state", "-draft_saved_at"], name="desk_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["publisher_namespace", "foreign_id"], name="one_foreign_document"
            )
        ]


class AdvisoryAddressee(AddresseeRow):
    """An organisation, group or person an advisory is for."""

    advisory = models.ForeignKey(Advisory, on_delete=models.CASCADE, related_name="addressees")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["advisory", "kind", "target"], name="one_advisory_addressee"
            )
        ]


class Hand(models.Model):
    """Who did what to a draft, on whose behalf; four eyes are counted from these rows.

    `revision` is the draft's at that moment: an approval holds for that text only.
    """

    class Act(models.TextChoices):
        WROTE = "wrote", _("wrote")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        RELEASED = "released", _("released")
        RAISED = "raised", _("raised the label")
        WITHDREW = "withdrew", _("withdrew")
        NAMED = "named", _("named as reviewer")

    advisory = models.ForeignKey(Advisory, on_delete=models.CASCADE, related_name="hands")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=Act)
    revision = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["advisory", "act"], name="hands_by_act")]

    def __str__(self) -> str:
        return f"Hand {self.pk}"


class NumberSeries(models.Model):
    """The last number of the gapless public series of a year, taken under the row's lock."""

    year = models.PositiveIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Series {self.year}"
