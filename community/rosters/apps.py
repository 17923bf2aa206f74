from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "community.rosters"
    label = "rosters"

    def ready(self) -> None:
        from . import (
            rules,  # noqa: F401  registers its policies
            tasks,  # noqa: F401  registers the worker's side
            waiting,
        )

        waiting.register()
