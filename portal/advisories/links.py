"""Which addresses from foreign documents may become links."""

import re
from urllib.parse import urlsplit

# Blanks, control characters and backslashes let browsers read another address than we do.
_SUSPECT = re.compile(r"[\x00-\x20\x7f\\<>\"'`]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 4000


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
