"""What happens with pages in Wagtail's admin, told to search. Connected in `portal.apps`."""

from typing import Any

from portal.indexing import KIND
from search import registry


def published(instance: Any, **_kwargs: Any) -> None:
    """A page was published, or moved: its text is entered as it is now."""
    if uid := getattr(instance.specific, "uid", None):
        registry.touch(KIND, uid)


def unpublished(instance: Any, **_kwargs: Any) -> None:
    """A page was taken back or deleted: it is found no more."""
    if uid := getattr(instance, "uid", None) or getattr(instance.specific, "uid", None):
        registry.forget(KIND, uid)
