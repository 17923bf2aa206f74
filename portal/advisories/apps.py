from django.apps import AppConfig


class AdvisoriesConfig(AppConfig):
    name = "portal.advisories"
    label = "advisories"

    def ready(self) -> None:
        from . import announcing, indexing, references, rules  # noqa: F401  all register

        indexing.register_kind()
        references.register_kind()
