from django.apps import AppConfig


class QueuesConfig(AppConfig):
    name = "community.queues"
    label = "queues"

    def ready(self) -> None:
        from . import duties  # noqa: F401  tells the member home
