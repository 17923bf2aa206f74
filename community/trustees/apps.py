from django.apps import AppConfig


class TrusteesConfig(AppConfig):
    name = "community.trustees"
    label = "trustees"

    def ready(self) -> None:
        from . import (
            queue,
            rules,  # noqa: F401  registers its policies
            tasks,  # noqa: F401  registers what the clock does
        )

        queue.register()
