from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    default = True

    def ready(self) -> None:
        from . import checks  # noqa: F401


class WagtailQuietConfig(AppConfig):
    """Listed after `wagtail.admin`, whose mails would carry titles past the access rule."""

    name = "portal.quiet"
    label = "portal_quiet"
