from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "community.signin"
    label = "signin"

    def ready(self) -> None:
        from . import checks, endings, receivers, reenrolment_queue  # noqa: F401

        receivers.connect()
