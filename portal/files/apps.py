from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "portal.files"
    label = "files"

    def ready(self) -> None:
        from . import (
            indexing,
            tasks,  # noqa: F401  registers
        )

        indexing.register_kind()
