"""Wagtail's admin, cut down to public pages; `portal.doors` bricks up what is not theirs."""

from typing import Any

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from portal.pages.rich_links import SitePageLinkHandler
from portal.searching.pin_admin import PinViewSet, pins

# Persons, groups and duties change through verbs of ours; nothing here goes through workflows.
HIDDEN_FROM_MENUS = {
    "users",
    "groups",
    "workflows",
    "workflow-tasks",
    "api-tokens",
    "locales",
    "sites",
    "collections",
}


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own
def resolve_links_at_once(features: FeatureRegistry) -> None:
    """Links to pages of ours cost one query per page served, not one per text."""
    features.register_link_type(SitePageLinkHandler)


@hooks.register("construct_settings_menu")
def hide_settings(_request: Any, items: list[Any]) -> None:
    """No menu leads to what is bricked up."""
    items[:] = [item for item in items if item.name not in HIDDEN_FROM_MENUS]


@hooks.register("construct_reports_menu")
def hide_reports(_request: Any, items: list[Any]) -> None:
    """There are no workflows to report on."""
    items[:] = [item for item in items if not item.name.startswith("workflow")]


@hooks.register("construct_homepage_summary_items")
def hide_numbers(_request: Any, items: list[Any]) -> None:
    """The dashboard opens with pages, not with totals."""
    items.clear()


@hooks.register("register_admin_viewset")
def pinned_results() -> PinViewSet:
    """What editors want found first."""
    return pins
