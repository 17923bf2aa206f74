from django.apps import AppConfig
from django.db.models.signals import post_delete, pre_migrate, pre_save


class PortalConfig(AppConfig):
    name = "portal"
    default = True

    def ready(self) -> None:
        from . import (
            checks,  # noqa: F401  registers them
            held,
            indexing,
        )
        from .dbrouter import make_cache_table

        pre_migrate.connect(make_cache_table, sender=self, dispatch_uid="portal.cache_table")
        indexing.register_kinds()
        held.declare()
        _tell_search()


def _tell_search() -> None:
    """Wagtail's signals about pages are connected here and nowhere else."""
    from wagtail.signals import page_published, page_unpublished, post_page_move

    from portal.models import BasePage
    from portal.pages import events

    page_published.connect(events.published, dispatch_uid="portal.published")
    post_page_move.connect(events.published, dispatch_uid="portal.moved")
    page_unpublished.connect(events.unpublished, dispatch_uid="portal.unpublished")
    post_delete.connect(events.unpublished, sender=BasePage, dispatch_uid="portal.deleted")


class WagtailQuietConfig(AppConfig):
    """Listed after `wagtail.admin`, whose mails would carry titles past the access rule."""

    name = "portal.quiet"
    label = "portal_quiet"

    def ready(self) -> None:
        from wagtail.models import CollectionViewRestriction, PageViewRestriction

        from portal.quiet import mails, privacy

        mails.silence()
        for restriction in (PageViewRestriction, CollectionViewRestriction):
            pre_save.connect(
                privacy.refuse, sender=restriction, dispatch_uid=f"quiet.{restriction.__name__}"
            )
