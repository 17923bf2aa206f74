from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "community.profiles"
    label = "profiles"

    def ready(self) -> None:
        from . import (
            duties,  # noqa: F401  registers what it knows
            indexing,
            policies,  # noqa: F401  registers them
            tasks,  # noqa: F401  registers them
            waiting,
        )

        indexing.register_kinds()
        waiting.register_queues()
