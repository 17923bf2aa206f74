"""How an index is laid out: ready made terms, cut at spaces, and integers."""

from typing import Any

from django.conf import settings
from elasticsearch.dsl import Index, Integer, Long, Mapping, Text

# What was written is found after this at the latest.
REFRESH = "1s"

# Cuts at spaces; what is longer than 255 letters into pieces, instead of refusing it.
_TERMS = "whitespace"


def _mapping() -> Mapping:
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    # Only ids are read; what is said comes from the database, asked again for its reader.
    mapping.meta("_source", enabled=False)
    for name in ("title_n", "body_n"):
        mapping.field(name, Text(analyzer=_TERMS))
    for name in ("ids", "marks"):
        mapping.field(name, Text(analyzer=_TERMS, norms=False, index_options="docs"))
    prefixes = {"min_chars": 1, "max_chars": 12}
    mapping.field("typed", Text(analyzer=_TERMS, index_options="docs", index_prefixes=prefixes))
    for name in ("acl", "bin", "day", "fresh"):
        mapping.field(name, Integer())
    for name in ("entry", "topic", "shown_from", "shown_until", "version"):
        mapping.field(name, Long())
    return mapping


def layout() -> dict[str, Any]:
    """Settings and mappings of a new index."""
    new = Index("new")
    new.mapping(_mapping())
    new.settings(
        # One shard: scores of one partition stay comparable.
        number_of_shards=1,
        number_of_replicas=settings.ELASTICSEARCH_REPLICAS,
        refresh_interval=REFRESH,
        # A deletion is remembered so long: a late write of something older must not bring
        # it back while an index is built.
        gc_deletes="1h",
    )
    return dict(new.to_dict())
