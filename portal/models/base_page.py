"""What every page has. Pages are for what everybody may read: they carry no audience."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction

from portal.pages import serving
from portal.pages.addresses import SHOWS, content_language, page_address, shown_under
from portal.pages.latin_copy import latin_copy, linked_page_ids, put_on


class BasePage(Page):
    """A page of ours. Made only as one of its kinds.

    A table of its own, so that menus, links, search and the sitemap ask one table.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    summary = models.TextField(_("summary"), blank=True, max_length=400)
    menu_title = models.CharField(_("short title for menus"), max_length=40, blank=True)
    hero = models.ForeignKey(
        "portal.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("picture"),
    )  # fmt: skip
    # Made by `save`: the Serbian page in Latin letters, and the pages that it links to.
    latin_title = models.CharField(max_length=255, blank=True, editable=False)
    latin_menu_title = models.CharField(max_length=60, blank=True, editable=False)
    latin = models.JSONField(default=dict, blank=True, editable=False)
    links = models.JSONField(default=list, blank=True, editable=False)

    is_creatable = False
    # Whether an older page of this kind is worth less to who searches.
    ages: ClassVar[bool] = False
    exclude_fields_in_copy: ClassVar[list[str]] = ["uid"]
    private_page_options: ClassVar[list[str]] = []
    text_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "menu_title",
        "seo_title",
        "search_description",
        "summary",
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("hero"),
                FieldPanel("show_in_menus"),
                FieldPanel("menu_title"),
            ]
        )
    ]
    # No schedule and no comments: nothing is published but by a person's hand.
    settings_panels: ClassVar[list[Any]] = []

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Saves the page; with its text, its Latin copy and its links."""
        if kwargs.get("update_fields") is None:
            self.links = linked_page_ids(self)
            serbian = self.locale.language_code in SHOWS.values()
            self.latin = latin_copy(self, self.text_fields) if serbian else {}
            self.latin_title = self.latin.get("title", "")
            self.latin_menu_title = self.latin.get("menu_title", "")
        return super().save(*args, **kwargs)

    def with_content_json(self, content: Any) -> Any:
        """A revision never brings another page's uid along."""
        page = super().with_content_json(content)
        page.uid = self.uid
        return page

    @property
    def title_shown(self) -> str:
        """The title in the reader's script."""
        return self._in_script(self.title, self.latin_title)

    @property
    def menu_title_shown(self) -> str:
        """What menus call the page, in the reader's script."""
        return self._in_script(self.menu_title, self.latin_menu_title) or self.title_shown

    @property
    def content_language(self) -> str:
        """The language of the page, which is that of its branch of the tree."""
        return str(self.locale.language_code)

    @property
    def shown_under(self) -> str:
        """The language code under which the reader of the active language meets the page."""
        return shown_under(self.content_language)

    @property
    def address(self) -> str:
        """Where a reader of the active language finds the page."""
        return page_address(self.url_path, self.content_language)

    @property
    def description(self) -> str:
        """One or two sentences for lists, search engines and cards."""
        return self.search_description or self.summary

    def _in_script(self, typed: str, latin: str) -> str:
        return (translation.get_language() in SHOWS and latin) or typed

    def wear_script(self, code: str) -> None:
        """Shows the page in the script of this language code; it must not be saved then."""
        if content_language(code) != code and self.latin:
            put_on(self, self.latin)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page for a reader, in the script of the address."""
        return serving.serve(self, request, lambda: super(BasePage, self).serve(request))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the way here, and the page's addresses in its languages."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, **serving.context_of(self, request)}

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """None: there is no privacy of pages, and asking for it costs nothing."""
        return PageViewRestriction.objects.none()
