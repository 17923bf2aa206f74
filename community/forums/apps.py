from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "community.forums"
    label = "forums"

    def ready(self) -> None:
        from . import (
            duties,  # noqa: F401  registers
            glass,
            indexing,
            rules,  # noqa: F401  registers its policies
        )

        indexing.register_kinds()
        glass.register()
