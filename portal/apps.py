from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_migrate, pre_save


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
        _tell_files()


def _tell_search() -> None:
    """Wagtail's signals about pages are connected here and nowhere else."""
    from wagtail.signals import page_published, page_unpublished, post_page_move

    from portal.models import BasePage
    from portal.pages import events
    from portal.searching import pruning, renewing  # noqa: F401  register their work
    from portal.searching.feeding import wake
    from search import registry

    registry.hand_in_hook(wake)
    page_published.connect(events.published, dispatch_uid="portal.published")
    post_page_move.connect(events.published, dispatch_uid="portal.moved")
    page_unpublished.connect(events.unpublished, dispatch_uid="portal.unpublished")
    post_delete.connect(events.unpublished, sender=BasePage, dispatch_uid="portal.deleted")


def _tell_files() -> None:
    """The same for documents, and for the pages that name them."""
    from wagtail.signals import page_published, page_unpublished

    from portal.files import events
    from portal.files.models import FileText, PageFile
    from portal.models import SiteDocument

    page_published.connect(events.published, dispatch_uid="files.published")
    page_unpublished.connect(events.unpublished, dispatch_uid="files.unpublished")
    post_save.connect(events.document_saved, sender=SiteDocument, dispatch_uid="files.saved")
    post_delete.connect(events.text_deleted, sender=FileText, dispatch_uid="files.deleted")
    post_delete.connect(events.name_deleted, sender=PageFile, dispatch_uid="files.unnamed")


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
