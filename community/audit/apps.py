from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "community.audit"
    label = "audit"

    def ready(self) -> None:
        """SQLite rebuilds a table to alter it and drops its triggers on the way, so they
        are put back after every migrate."""
        from . import tasks  # noqa: F401  registers what the clock does
        from .triggers import put_back

        post_migrate.connect(put_back, sender=self)
