from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "community.office"
    label = "office"

    def ready(self) -> None:
        from . import network_panels, own_panels  # noqa: F401  register
