from django.apps import AppConfig


class AdvisoriesConfig(AppConfig):
    name = "portal.advisories"
    label = "advisories"

    def ready(self) -> None:
        from . import (
            announcing,  # noqa: F401  registers
            duties,  # noqa: F401  registers
            glass,
            indexing,
            mail_words,  # noqa: F401  registers
            public_places,
            references,
            rules,  # noqa: F401  registers
        )

        indexing.register_kind()
        references.register_kind()
        public_places.register()
        glass.register()
