"""Keeps the rate-limit counters in a database file of their own."""

from typing import Any


class LimitsRouter:
    """Sends the cache table, and nothing else, to the `limits` database."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "limits" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if db == "limits" or app_label == "django_cache":
            return db == "limits" and app_label == "django_cache"
        return None
