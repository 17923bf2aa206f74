from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "community.joining"
    label = "joining"

    def ready(self) -> None:
        from . import (
            duties,  # noqa: F401  registers
            policies,  # noqa: F401  registers
            showing,
        )

        showing.register()
