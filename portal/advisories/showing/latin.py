"""CLEAR advisories typed in Serbian Cyrillic, for readers of `/sr-latn/`.

The Latin copy is made when a release is written, and put on when it is shown. What members
alone read stays as typed, and so does every other language.
"""

import json
from typing import Any

from django.utils.translation import get_language

from community.access.tlp import Label
from portal.advisories.models import Release
from portal.transliteration import html_to_latin, to_latin

READERS = "sr-latn"


def write_copy(release: Release) -> None:
    """Makes the copy on a release that has its texts and its label; the caller saves."""
    if release.label != Label.CLEAR or release.lang != "sr" or release.script != "cyrl":
        return
    release.latin_title = to_latin(release.title)[:300]
    release.latin_lead = to_latin(release.lead)
    content = _latin(json.loads(release.canonical))
    copy = {"canonical": content, "html": html_to_latin(release.html)}
    release.latin_text = json.dumps(copy, ensure_ascii=False)


def in_readers_script(release: Release) -> Release:
    """The release as the present reader gets it; it must not be saved afterwards.

    In lists only title and lead are looked at: the long texts stay unread.
    """
    if not release.latin_title or release.label != Label.CLEAR or get_language() != READERS:
        return release
    release.title, release.lead, release.script = release.latin_title, release.latin_lead, "latn"
    release.publisher = to_latin(release.publisher)
    release.products = to_latin(release.products)
    if "canonical" not in release.get_deferred_fields():
        copy = json.loads(release.latin_text)
        release.canonical = json.dumps(copy["canonical"], ensure_ascii=False)
        release.html = copy["html"]
    return release


def _latin(value: Any) -> Any:
    """Every text of the canonical form; identifiers and addresses have no Cyrillic letters."""
    if isinstance(value, str):
        return to_latin(value)
    if isinstance(value, list):
        return [_latin(item) for item in value]
    if isinstance(value, dict):
        return {name: _latin(item) for name, item in value.items()}
    return value
