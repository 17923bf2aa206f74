"""The home page: what to do, three doors, a scam with its clues, warnings, campaign."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from portal.pages import home
from portal.pages.blocks import LinkBlock
from portal.pages.home_blocks import DoorBlock, ExhibitBlock, FigureBlock, ScamBlock, TeaserBlock

from .base_page import BasePage


class HomePage(BasePage):
    """One per language, directly under the root. Empty parts are left out when it is shown."""

    slogan = models.CharField(_("slogan of three verbs"), max_length=120, blank=True)
    intro = models.TextField(_("one sentence below"), blank=True, max_length=300)
    doors = StreamField([("door", DoorBlock())], blank=True, max_num=3, verbose_name=_("doors"))
    exhibit = StreamField(
        [("exhibit", ExhibitBlock())], blank=True, max_num=1, verbose_name=_("scam message")
    )
    catalogue_title = models.CharField(_("title of the scams"), max_length=120, blank=True)
    catalogue_link = StreamField(
        [("link", LinkBlock())], blank=True, max_num=1, verbose_name=_("link beside it")
    )
    catalogue = StreamField([("scam", ScamBlock())], blank=True, verbose_name=_("scams"))
    teaser = StreamField(
        [("teaser", TeaserBlock())], blank=True, max_num=1, verbose_name=_("quiz or the like")
    )
    organisations_title = models.CharField(_("title"), max_length=120, blank=True)
    organisations = StreamField(
        [("link", LinkBlock())], blank=True, verbose_name=_("links for organisations")
    )
    figures = StreamField([("figure", FigureBlock())], blank=True, verbose_name=_("figures"))

    text_fields: ClassVar[tuple[str, ...]] = (
        *BasePage.text_fields,
        "slogan",
        "intro",
        "catalogue_title",
        "organisations_title",
    )
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "portal.StandardPage",
        "portal.ListingPage",
        "campaigns.CampaignPage",
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("slogan"),
        FieldPanel("intro"),
        FieldPanel("doors"),
        FieldPanel("exhibit"),
        MultiFieldPanel(
            [FieldPanel("catalogue_title"), FieldPanel("catalogue_link"), FieldPanel("catalogue")],
            heading=_("Scams"),
        ),
        FieldPanel("teaser"),
        MultiFieldPanel(
            [FieldPanel("organisations_title"), FieldPanel("organisations")],
            heading=_("For organisations"),
        ),
        FieldPanel("figures"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the latest warnings and the campaign that runs now."""
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "warnings": home.warnings(request),
            "campaign": home.campaign(request),
        }
