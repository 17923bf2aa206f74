from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "community.people"
    label = "people"

    def ready(self) -> None:
        from . import (
            renewal,
            rules,  # noqa: F401  registers its policies
            seen,
            tasks,  # noqa: F401  registers what the clock starts
            waiting,
        )

        waiting.register()
        seen.connect()
        renewal.connect()
