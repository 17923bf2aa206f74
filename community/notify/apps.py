from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "community.notify"
    label = "notify"

    def ready(self) -> None:
        from . import (
            duties,  # noqa: F401  registers
            greeting,
            subscribing,  # noqa: F401  registers its ending
        )

        greeting.connect()
