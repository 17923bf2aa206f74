from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    label = "community"

    def ready(self) -> None:
        from . import second_factor, session_log

        session_log.connect()
        second_factor.connect()
