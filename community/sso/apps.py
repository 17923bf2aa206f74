from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SsoConfig(AppConfig):
    name = "community.sso"
    label = "sso"

    def ready(self) -> None:
        from community.queues.registry import register_queue

        from . import endings, rules  # noqa: F401
        from .keeping import QUEUE
        from .reading import show_waiting

        register_queue(QUEUE, _("Logins of organisations"), show_waiting)
