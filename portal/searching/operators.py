"""The filters that may be typed, in the words of the page's language."""

from collections.abc import Mapping

import cyrtranslit
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from search.naming import FIELDS, KINDS, PLACES


def named(field: str) -> str:
    """The name of a filter as one types it here: `vrsta`, `врста`, `type`."""
    return _here(FIELDS[field]) if field in FIELDS else field


def examples() -> list[tuple[str, str]]:
    """What to type, and what it does."""
    advisory, title = _here(KINDS["advisory"]), _here(PLACES["title"])
    return [
        (f'"{_word("exact phrase")}"', _("these words side by side")),
        (f"-{_word('word')}", _("without this word")),
        (f"{named('type')}:{advisory}", _("one kind of thing")),
        (f"{named('lang')}:sq", _("in this language")),
        (f"{named('label')}:amber", _("with this label")),
        (f"{named('group')}:{_word('energy')}", _("from a group whose name has this word")),
        (f"{named('org')}:CERT", _("by an organisation whose name has this word")),
        (f"{named('author')}:{_word('Ana')}", _("by somebody of this name")),
        (f"{named('tag')}:{_word('mail')}", _("with this tag")),
        (f"{named('after')}:2026-11", _("from that day, month or year on")),
        (f"{named('before')}:7d", _("until so many days ago, or before a date")),
        (f"{named('in')}:{title}", _("all words in the title")),
        ("cve:2026-1234", _("that one vulnerability; CVE-2026-1234 does the same")),
    ]


def _word(which: str) -> str:
    words = {
        "exact phrase": pgettext("example of a search", "exact phrase"),
        "word": pgettext("example of a search", "word"),
        "energy": pgettext("example of a search", "energy"),
        "Ana": pgettext("example of a search", "Ana"),
        "mail": pgettext("example of a search", "mail"),
    }
    return words[which]


def _here(words: Mapping[str, tuple[str, ...]]) -> str:
    """The first word of the page's language, in its script."""
    language, _sign, script = (get_language() or "en").partition("-")
    word = words.get(language, words["en"])[0]
    return str(cyrtranslit.to_cyrillic(word, "sr")) if (language, script) == ("sr", "") else word
