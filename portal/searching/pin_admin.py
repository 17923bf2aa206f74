"""The screen of pinned results in Wagtail's admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.searching.pinning import PinForm, shown
from search.models import Pin

# Whoever sets up the site may say what is found first.
NEEDED = "portal.change_sitesettings"


class PinPolicy(ModelPermissionPolicy):
    """Asks for a permission that web editors have, since before there were pins."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active and user.has_perm(NEEDED))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.user_has_permission(user, "any")


def _title(pin: Pin) -> str:
    """As everybody reads it: a thing tightened since must not speak here."""
    row = shown(pin)
    return row.title if row else str(_("no longer public, not shown"))


class PinViewSet(ModelViewSet):
    """List, add, change, take out."""

    model = Pin
    name = "pins"
    icon = "pick"
    menu_label = _("Search: shown first")
    menu_order = 700
    add_to_admin_menu = True
    ordering = ("words", "place", "pk")
    list_display = ["query", Column("thing", label=_("Shown first"), accessor=_title), "place"]
    list_filter: list[str] = []
    search_fields: list[str] = []
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[PinForm]:
        """The same form for a new and an old one."""
        return PinForm


# Before anything asks for it: Wagtail would keep one of its own.
register_permission_policy(Pin, PinPolicy(Pin))
pins = PinViewSet()
