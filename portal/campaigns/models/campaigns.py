"""A campaign asks one thing of people, for a time, with others who carry it."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from portal.campaigns.organisation_choice import OrganisationSelect
from portal.models import BasePage
from portal.pages.blocks import INLINE, BodyBlock, StepBlock


class CampaignPage(BasePage):
    """One behaviour, how in three steps, what to hand out. The title is the campaign's name."""

    class State(models.TextChoices):
        UPCOMING = "upcoming", _("begins soon")
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")

    behaviour = models.CharField(_("what people shall do"), max_length=120)
    button = models.CharField(_("words of the button"), max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), null=True, blank=True)
    steps = StreamField(
        [("step", StepBlock())], min_num=1, max_num=3, verbose_name=_("how, in three steps")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    result = RichTextField(
        _("what came of it"), blank=True, features=INLINE, help_text=_("Shown once it has ended.")
    )
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors",
        verbose_name=_("campaign that follows"),
    )  # fmt: skip
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("more"))

    ages = True
    template = "campaigns/campaign_page.html"
    text_fields: ClassVar[tuple[str, ...]] = (
        *BasePage.text_fields,
        "behaviour",
        "button",
        "result",
    )
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.ListingPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("behaviour"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldRowPanel([FieldPanel("button"), FieldPanel("minutes")]),
        FieldPanel("steps"),
        FieldPanel("body"),
        InlinePanel("materials", label=_("Material")),
        InlinePanel("partners", label=_("Partner")),
        MultiFieldPanel(
            [FieldPanel("result"), FieldPanel("successor")], heading=_("When it has ended")
        ),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self) -> None:
        """Refuses a campaign that ends before it begins."""
        super().clean()
        days = (self.starts_on, self.ends_on)
        if None not in days and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("A campaign cannot end before it begins.")})

    def state_on(self, day: date) -> str:
        """Where the campaign stands on this day; its last day still counts."""
        if day < self.starts_on:
            return self.State.UPCOMING
        return self.State.RUNNING if day <= self.ends_on else self.State.ENDED

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds state, partners who are public, and material in the page's language."""
        from portal.campaigns import reading

        context = super().get_context(request, *args, **kwargs)
        return {**context, **reading.parts_of(self, timezone.localdate())}


class CampaignPartner(Orderable):
    """An organisation that carries the campaign. Only public ones can be chosen and are shown."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "community.Organisation",
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to={"public_profile": True, "state": "active"},
        verbose_name=_("organisation"),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("organisation", widget=OrganisationSelect)]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "organisation"], name="one_campaign_partner")
        ]

    def __str__(self) -> str:
        return f"Campaign partner {self.pk}"


class CampaignMaterial(Orderable):
    """A file to hand out, in the language that its document names."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=160)
    document = models.ForeignKey(
        "portal.SiteDocument",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("document"),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldPanel("document")]

    def __str__(self) -> str:
        return f"Campaign material {self.pk}"
