from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "community.agreements"
    label = "agreements"

    def ready(self) -> None:
        from . import (
            duties,  # noqa: F401  registers what it knows
            signing,  # noqa: F401  registers its policies, with those of `knowing`
            waiting,
        )

        waiting.register()
