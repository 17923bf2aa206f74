"""Pages and collections are for everybody. What is not, is no page and lies in no collection."""

from typing import Any

from django.core.exceptions import PermissionDenied


def refuse(sender: type, **_kwargs: Any) -> None:
    """Before a restriction of a page or collection is saved, by whatever way."""
    raise PermissionDenied(f"{sender.__name__}: pages and collections carry no audience here.")
