from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "community.keys"
    label = "keys"

    def ready(self) -> None:
        from . import rules  # noqa: F401  registers its policy
