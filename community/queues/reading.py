"""Which items wait for a viewer."""

from django.db.models import QuerySet

from community.access.viewer import Viewer

from .models import Item


def waiting_for(viewer: Viewer) -> QuerySet[Item]:
    """Open items whose role the viewer has, the oldest first; nothing without standing."""
    if not viewer.is_member:
        return Item.objects.none()
    rows = Item.objects.filter(closed_at=None, role__in=viewer.roles)
    return rows.select_related("owner").order_by("opened_at", "uid")
