"""The pages that one page links to, fetched in one query while it is served.

Choosers and rich text would each ask the database for their own targets.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from wagtail.models import Page

_known: ContextVar[dict[int, Page] | None] = ContextVar("linked_pages", default=None)


@contextmanager
def at_hand(pages: Iterable[Page]) -> Iterator[None]:
    """Within, links to other pages than these lead nowhere and are shown as text."""
    token = _known.set({page.pk: page for page in pages})
    try:
        yield
    finally:
        _known.reset(token)


def found(ids: Iterable[int]) -> dict[int, Page] | None:
    """Those of `ids` that are at hand; None outside of serving (the admin, the shell)."""
    known = _known.get()
    return None if known is None else {pk: known[pk] for pk in ids if pk in known}
