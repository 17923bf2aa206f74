"""Links to pages inside rich text. Loaded with the admin's hooks, when all models are there."""

from typing import Any

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from portal.pages.linked_pages import found


class SitePageLinkHandler(PageLinkHandler):
    """Links of rich text to pages, out of what is at hand."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tags; a page that is not published leaves its words without a link."""
        known = found(int(attrs["id"]) for attrs in attrs_list)
        if known is None:
            return list(super().expand_db_attributes_many(attrs_list))
        return [_opening(known.get(int(attrs["id"]))) for attrs in attrs_list]


def _opening(page: Any) -> str:
    return f'<a href="{escape(page.address)}">' if page else "<a>"
