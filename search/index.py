"""Where entries lie: the live index, or one apart from it for an evaluation."""

from dataclasses import dataclass

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS


@dataclass(frozen=True, slots=True)
class Index:
    """A database with the tables of this app, and the name of its indices elsewhere.

    `remote`: whether Elasticsearch is asked and fed too; the database's own engine always is
    kept, and answers when the other does not.
    """

    using: str = DEFAULT_DB_ALIAS
    prefix: str = "portal"
    remote: bool = False


def live() -> Index:
    """The index that people search."""
    return Index(prefix=settings.SEARCH_PREFIX, remote=bool(settings.ELASTICSEARCH_HOSTS))
