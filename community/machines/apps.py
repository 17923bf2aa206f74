from django.apps import AppConfig


class MachinesConfig(AppConfig):
    name = "community.machines"
    label = "machines"

    def ready(self) -> None:
        from . import endings, rules  # noqa: F401
