"""The columns of the footer, in both content languages at once."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks import AddressBlock, SitePageBlock
from portal.pages.link_targets import target_of


class FooterLinkBlock(blocks.StructBlock):
    """A page, shown in the reader's language, or an address with words of its own."""

    page = SitePageBlock(required=False, label=_("page, in any language"))
    address = AddressBlock(required=False, max_length=500, label=_("or address"))
    label_sr = blocks.CharBlock(required=False, max_length=80, label=_("words, Serbian"))
    label_en = blocks.CharBlock(required=False, max_length=80, label=_("words, English"))


class FooterColumnBlock(blocks.StructBlock):
    """A titled list of links."""

    title_sr = blocks.CharBlock(max_length=80, label=_("title, Serbian"))
    title_en = blocks.CharBlock(max_length=80, label=_("title, English"))
    links = blocks.ListBlock(FooterLinkBlock(), min_num=1, label=_("links"))

    class Meta:
        label = _("column")


def column_of(raw: Any, content: str, pages: list[Any]) -> tuple[str, list[tuple[str, str]]]:
    """Title and links of a stored column in the language `content`, out of `pages`."""
    links = []
    for item in raw["links"]:
        link = item["value"]
        page = _in_language(link["page"], content, pages)
        target = target_of(page, link["address"] or "", link[f"label_{content}"] or "")
        if target:
            links.append((target.label, target.url))
    return raw[f"title_{content}"], links


def _in_language(pk: int | None, content: str, pages: list[Any]) -> Any:
    """The translation of page `pk`; None where that language has none that is published."""
    chosen = next((page for page in pages if page.pk == pk), None)
    if chosen is None:
        return None
    alike = (page for page in pages if page.translation_key == chosen.translation_key)
    return next((page for page in alike if page.content_language == content), None)
