"""Where pages lie. One instance is one site, so an address needs no query."""

from django.conf import settings
from django.utils import translation

# Languages of the interface that show another language's pages in another script.
SHOWS = {"sr-latn": "sr"}


def content_language(code: str) -> str:
    """The language whose pages are shown under this language code."""
    return SHOWS.get(code, code)


def codes_showing(content: str) -> list[str]:
    """The language codes under which pages of this content language are shown."""
    return [code for code, _ in settings.LANGUAGES if content_language(code) == content]


def shown_under(content: str, code: str | None = None) -> str:
    """The language code of a page of this content language for a reader of `code`.

    A reader of `sr-latn` stays there on Serbian pages; pages of another language keep theirs.
    """
    code = code or translation.get_language() or content
    return code if content_language(code) == content else content


def page_address(url_path: str, content: str, code: str | None = None) -> str:
    """The address of the page with this tree path; `code` is the reader's language by default."""
    shown = shown_under(content, code)
    inside = url_path.strip("/").partition("/")[2]
    return f"/{shown}/{inside}/" if inside else f"/{shown}/"
