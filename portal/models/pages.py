"""Standard pages and lists of pages."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from community.paging import page_number
from portal.pages.blocks import BodyBlock

from .base_page import BasePage

PER_PAGE = 20


class StandardPage(BasePage):
    """A page of text, steps, contacts, questions."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types: ClassVar[list[str]] = [
        "portal.HomePage",
        "portal.ListingPage",
        "portal.StandardPage",
    ]
    subpage_types: ClassVar[list[str]] = ["portal.StandardPage"]
    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class ListingPage(BasePage):
    """A list of the pages below it, numbered."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text above the list"))

    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.ListingPage"]
    subpage_types: ClassVar[list[str]] = [
        "portal.StandardPage",
        "portal.ListingPage",
        "campaigns.CampaignPage",
    ]
    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("list of pages")
        verbose_name_plural = _("lists of pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `listed`, the numbered page of children that was asked for; 404 beyond the last."""
        children = BasePage.objects.live().child_of(self).order_by("path")
        paginator = Paginator(children.select_related("locale").defer("latin", "links"), PER_PAGE)
        number = page_number(request.GET.get("page", ""))
        if number > paginator.num_pages:
            raise Http404
        context = super().get_context(request, *args, **kwargs)
        return {**context, "listed": paginator.page(number)}
