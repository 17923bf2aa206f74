"""Who runs this instance: names, phone, keys, footer. Kept by editors, shown on every page."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site

from portal.pages.addresses import SHOWS, content_language
from portal.pages.footer_blocks import FooterColumnBlock
from portal.pages.latin_copy import latin_copy
from portal.pages.stream import page_ids

from .base_page import BasePage

Links = list[tuple[str, str]]


def _pair(name: str, label: Any) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_sr"), FieldPanel(f"{name}_en")], heading=label)


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """One row for the site. Texts stand in each content language, by suffix."""

    site_name_sr = models.CharField(_("name, Serbian"), max_length=60, blank=True)
    site_name_en = models.CharField(_("name, English"), max_length=60, blank=True)
    tagline_sr = models.CharField(_("tagline, Serbian"), max_length=120, blank=True)
    tagline_en = models.CharField(_("tagline, English"), max_length=120, blank=True)
    official_line_sr = models.CharField(_("official line, Serbian"), max_length=120, blank=True)
    official_line_en = models.CharField(_("official line, English"), max_length=120, blank=True)
    duty_title_sr = models.CharField(_("duty team, Serbian"), max_length=120, blank=True)
    duty_title_en = models.CharField(_("duty team, English"), max_length=120, blank=True)
    office_address_sr = models.CharField(_("address, Serbian"), max_length=200, blank=True)
    office_address_en = models.CharField(_("address, English"), max_length=200, blank=True)
    footer_note_sr = models.CharField(_("note in the footer, Serbian"), max_length=300, blank=True)
    footer_note_en = models.CharField(_("note in the footer, English"), max_length=300, blank=True)
    phone = models.CharField(_("duty phone"), max_length=40, blank=True)
    mail = models.EmailField(_("mail for incidents"), blank=True)
    office_mail = models.EmailField(_("mail of the office"), blank=True)
    pgp = models.CharField(_("PGP fingerprint"), max_length=80, blank=True)
    security_txt_contact = models.CharField(max_length=200, blank=True)
    security_txt_policy = models.URLField(blank=True)
    security_txt_languages = models.CharField(max_length=60, blank=True)
    footer = StreamField(
        [("column", FooterColumnBlock())], blank=True, max_num=4, verbose_name=_("footer")
    )
    latin = models.JSONField(default=dict, blank=True, editable=False)

    text_fields: ClassVar[tuple[str, ...]] = (
        "site_name_sr",
        "tagline_sr",
        "official_line_sr",
        "duty_title_sr",
        "office_address_sr",
        "footer_note_sr",
    )
    panels: ClassVar[list[Any]] = [
        _pair("site_name", _("Name")),
        _pair("tagline", _("Tagline")),
        _pair("official_line", _("Official line")),
        _pair("duty_title", _("Duty team")),
        _pair("office_address", _("Address")),
        _pair("footer_note", _("Note in the footer")),
        MultiFieldPanel([FieldPanel(n) for n in ("phone", "mail", "office_mail", "pgp")]),
        MultiFieldPanel(
            [FieldPanel(f"security_txt_{n}") for n in ("contact", "policy", "languages")],
            heading="security.txt",
        ),
        FieldPanel("footer"),
    ]

    class Meta:
        verbose_name = _("network's office")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves the settings with their Latin copy."""
        self.latin = latin_copy(self, self.text_fields)
        super().save(*args, **kwargs)

    @classmethod
    def for_request(cls, request: HttpRequest) -> "SiteSettings":
        """The settings, fetched once per request. Reading makes no row where there is none."""
        name = cls.get_cache_attr_name()
        if not hasattr(request, name):
            site = Site.find_for_request(request)
            row = cls.objects.filter(site=site).first() if site else None
            setattr(request, name, row or cls(site=site))
        return getattr(request, name)

    def text(self, name: str) -> str:
        """The text `name` in the reader's language and script; "" where nothing is said."""
        code = translation.get_language() or ""
        field = f"{name}_{content_language(code)}"
        latin = self.latin.get(field) if code in SHOWS else None
        return str(latin or getattr(self, field, ""))

    @property
    def site_name(self) -> str:
        return self.text("site_name")

    @property
    def tagline(self) -> str:
        return self.text("tagline")

    @property
    def official_line(self) -> str:
        return self.text("official_line")

    @property
    def duty_title(self) -> str:
        return self.text("duty_title")

    @property
    def footer_note(self) -> str:
        return self.text("footer_note")

    def nav_links(self, language: str) -> Links:
        """The pages that editors put into the menu, as `(short title, address)`."""
        content = content_language(language)
        pages = [one for one in self._pages(language) if one.content_language == content]
        return [(one.menu_title_shown, one.address) for one in pages if one.show_in_menus]

    def footer_columns(self, language: str) -> list[tuple[str, Links]]:
        """The footer's columns; a page is shown in the reader's language or not at all."""
        from portal.pages.footer_blocks import column_of

        field = self._meta.get_field("footer")
        raw = field.stream_block.get_prep_value(self.footer)
        if language in SHOWS:
            raw = self.latin.get("footer", raw)
        pages = list(self._pages(language))
        return [column_of(item["value"], content_language(language), pages) for item in raw]

    def _pages(self, language: str) -> Iterable[BasePage]:
        """Pages of the menu and of the footer, the latter in every language; one query."""
        if (kept := self.__dict__.get("_kept_pages")) is None:
            field = self._meta.get_field("footer")
            ids = page_ids(field.stream_block, field.stream_block.get_prep_value(self.footer))
            keys = BasePage.objects.filter(pk__in=ids).values("translation_key")
            menu = Q(show_in_menus=True, locale__language_code=content_language(language))
            found = BasePage.objects.live().filter(menu | Q(translation_key__in=keys))
            kept = list(found.select_related("locale").defer("latin", "links").order_by("path"))
            self.__dict__["_kept_pages"] = kept
        return kept
