"""Keeps the rate-limit counters in a database file of their own."""

from typing import Any

from django.core.management import call_command


class LimitsRouter:
    """Sends the cache table, and nothing else, to the `limits` database."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "limits" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if db == "limits" or app_label == "django_cache":
            return db == "limits" and app_label == "django_cache"
        return None


def make_cache_table(**_signal: Any) -> None:
    """Before any migration: some of them save rows at whose change Wagtail clears the cache."""
    call_command("createcachetable", database="limits", verbosity=0)
