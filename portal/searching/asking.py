"""What the address of a results page asks for."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from search import registry
from search.service import MAX_PAGES


@dataclass(frozen=True, slots=True)
class Asked:
    """The words as typed, the kind to narrow to, the number of the page."""

    text: str
    kind: str | None
    page: int


def asked(request: HttpRequest) -> Asked:
    """Reads `q`, `kind` and `page`; a page or kind that cannot be is a 404."""
    kind = request.GET.get("kind") or None
    if kind and kind not in registry.names():
        raise Http404
    return Asked(request.GET.get("q", "").strip(), kind, _page(request.GET.get("page", "1")))


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise Http404
    number = int(text)
    if not 1 <= number <= MAX_PAGES:
        raise Http404
    return number
