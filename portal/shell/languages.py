"""The language switch: what is offered, in its own words, and where it leads."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

# BCP 47 with the script: it chooses the Serbian letter shapes and the right hyphens.
HTML_LANG = {"sr": "sr-Cyrl", "sr-latn": "sr-Latn"}
WAGTAIL_VIEW = "wagtail_serve"


@dataclass(frozen=True)
class Language:
    """One entry: `code` as in addresses, `html_lang` for attributes, `near` if same language."""

    code: str
    label: str
    html_lang: str
    url: str
    current: bool
    near: bool


def html_lang(code: str) -> str:
    """Return the tag for `lang` and `hreflang` of one of our language codes."""
    return HTML_LANG.get(code, code)


def languages_of(request: HttpRequest, current: str) -> list[Language]:
    """Return the switch's entries: the current language with its other script, then the rest.

    A view says with `request.language_urls` (`{code: url}`) which translations exist;
    then only those are offered.
    """
    known: dict[str, str] | None = getattr(request, "language_urls", None)
    entries = []
    for code, label in settings.LANGUAGES:
        url = _elsewhere(request, code, current) if known is None else known.get(code, "")
        if url or code == current:
            near = _base(code) == _base(current)
            entries.append(
                Language(code, label, html_lang(code), url or request.path, code == current, near)
            )
    return sorted(entries, key=lambda entry: not entry.near)


def _base(code: str) -> str:
    return code.split("-", 1)[0]


def _elsewhere(request: HttpRequest, code: str, current: str) -> str:
    """The same page in another language, as far as can be told from its address."""
    path = request.get_full_path()
    prefix = f"/{current}/"
    if not path.startswith(prefix):
        return _unprefixed(request, code, current)
    if _is_translated_alike(request) or _base(code) == _base(current):
        return f"/{code}/{path[len(prefix) :]}"
    return f"/{code}/"


def _is_translated_alike(request: HttpRequest) -> bool:
    """Our own views speak every language under one path; Wagtail's pages have slugs of theirs."""
    match = getattr(request, "resolver_match", None)
    return match is not None and match.url_name != WAGTAIL_VIEW


def _unprefixed(request: HttpRequest, code: str, current: str) -> str:
    """Accounts take the language from the page they come back to."""
    target = request.GET.get("next", "")
    if target.startswith(f"/{current}/"):
        target = f"/{code}/{target[len(current) + 2 :]}"
    else:
        target = f"/{code}/"
    return f"{request.path}?{urlencode({'next': target})}"
