"""Which addresses from foreign documents may become links."""

import re
from urllib.parse import urlsplit

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Blanks, control characters and backslashes let browsers read another address than we do.
_SUSPECT = re.compile(r"[\x00-\x20\x7f\\<>\"'`]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 4000
_IN_TEXT = re.compile(r"https?://[^\s<>\"']+")
_LINK = '<a href="{}" rel="nofollow noopener noreferrer">{}</a>'


def safe_link(url: str) -> str:
    """The address if it is plain http or https to a named host without credentials, else ""."""
    url = url.strip()
    if len(url) > _LONGEST or _SUSPECT.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host, user = parts.hostname, parts.username
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host and user is None else ""


def as_text(words: str, url: str) -> str:
    """`words`, with an address that may not be a link kept as text behind them."""
    return f"{words} ({url})" if url and not safe_link(url) else words


def linked(text: str) -> SafeString:
    """Plain text as safe HTML, every sign as it stands, addresses in it as links.

    Django's `urlize` drops signs behind a bracketed address; a text shown as published may not
    lose any.
    """
    parts, end = [], 0
    for match in _IN_TEXT.finditer(text):
        url = match[0].rstrip(".,;:!?")
        if "(" not in url:
            url = url.rstrip(").,;:!?")
        if not safe_link(url):
            continue
        parts += [escape(text[end : match.start()]), format_html(_LINK, url, url)]
        end = match.start() + len(url)
    return mark_safe("".join([*parts, escape(text[end:])]))
