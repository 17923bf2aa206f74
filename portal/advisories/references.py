"""`CSN-2026-0417` in a text becomes a link for who may read that advisory."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from community import references
from community.access.viewer import Viewer

from .models import Release
from .numbering import PATTERN


def resolve(viewer: Viewer, numbers: Collection[str]) -> Mapping[str, str]:
    """The address of each of our own advisories that `viewer` may read; one query."""
    rows = Release.objects.visible_to(viewer).filter(
        latest=True, number__in=numbers, advisory__foreign=False
    )
    found = rows.values_list("number", "advisory__uid")
    return {number: reverse("advisories:page", args=[uid]) for number, uid in found}


def register_kind() -> None:
    """Called once, when the app is ready."""
    references.register(references.ReferenceKind("advisory", PATTERN, resolve))
