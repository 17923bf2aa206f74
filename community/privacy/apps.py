from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "community.privacy"
    label = "privacy"

    def ready(self) -> None:
        from community.queues.registry import register_queue

        from . import (
            duties,  # noqa: F401  registers what it knows
            held,
            reading,
            rules,  # noqa: F401  registers its policies
            tasks,  # noqa: F401  registers what the clock starts
        )
        from .erasing import QUEUE

        held.declare()
        register_queue(QUEUE, _("Erasures"), reading.show)
