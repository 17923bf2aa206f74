from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "community.access"
    label = "access"

    def ready(self) -> None:
        post_migrate.connect(_keep_two_sets, sender=self)


def _keep_two_sets(using: str, **_more: Any) -> None:
    """A flush (tests, `loaddata` drills) empties the table; the first two rows come back."""
    from .models import AudienceSet, ensure_two_sets

    if using == "default" and AudienceSet._meta.db_table in _tables(using):
        ensure_two_sets()


def _tables(using: str) -> list[str]:
    from django.db import connections

    return connections[using].introspection.table_names()
