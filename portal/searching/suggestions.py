"""A suggestion as the script of the search box takes it."""

from typing import Any

from django.utils.translation import get_language

from portal.searching.showing import is_shown_in_latin
from portal.transliteration import to_latin
from search.suggesting import Suggestion


def shown(each: Suggestion) -> dict[str, Any]:
    """Title, kind, address and the title's language; text, not HTML."""
    row = each.row
    latin = is_shown_in_latin(each.kind, row)
    return {
        "title": to_latin(row.title) if latin else row.title,
        "kind": str(each.kind_label),
        "url": row.url,
        "lang": "sr-Latn" if latin else row.lang or get_language(),
    }
