from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


def _after_flush(using: str, **kwargs: Any) -> None:
    """`flush` empties the tables of models only; the full-text rows must not stay behind."""
    from django.db import connections

    from search.backends import store
    from search.index import Index

    tables = set(connections[using].introspection.table_names())
    if {"search_entry", "search_words_0"} <= tables:
        store(Index(using=using)).drop_strays()


class SearchConfig(AppConfig):
    name = "search"
    label = "search"

    def ready(self) -> None:
        """Lets every app register its kinds, which it does in its `indexing.py`."""
        from search import checks  # noqa: F401  registers them

        autodiscover_modules("indexing")
        post_migrate.connect(_after_flush, sender=self)
