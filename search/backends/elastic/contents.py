"""What an index holds, for those who look after it: sums by class, and versions by entry.

A class is a pair of bin and acl. Nothing of this is ever shown to a reader.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Search
from elasticsearch.dsl import query as q

from search.backends.elastic.names import Name

_PAGE = 1_000


class Sums(NamedTuple):
    """What entries of a class come to together."""

    entries: int
    numbers: int
    versions: int


def sums(client: Elasticsearch, name: Name) -> dict[tuple[int, int], Sums]:
    """The sums of every class of (bin, acl) in an index."""
    found: dict[tuple[int, int], Sums] = {}
    after: dict[str, int] | None = None
    while True:
        page = _composite(client, name, after)
        for bucket in page["buckets"]:
            found[bucket["key"]["bin"], bucket["key"]["acl"]] = Sums(
                bucket["doc_count"],
                int(bucket["numbers"]["value"]),
                int(bucket["versions"]["value"]),
            )
        after = page.get("after_key")
        if not after:
            return found


def _composite(client: Elasticsearch, name: Name, after: dict[str, int] | None) -> Any:
    sources = [{field: {"terms": {"field": field}}} for field in ("bin", "acl")]
    onwards: dict[str, Any] = {"after": after} if after else {}
    classes: Any = A("composite", sources=sources, size=_PAGE, **onwards)
    classes.metric("numbers", "sum", field="entry").metric("versions", "sum", field="version")
    search = Search().extra(size=0, track_total_hits=False)
    search.aggs.bucket("classes", classes)
    return _ask(client, name, search.to_dict())["aggregations"]["classes"]


def versions(client: Elasticsearch, name: Name, of: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Number and version of every entry of a class, by number."""
    bin_number, acl = of
    search = Search().query(q.Bool(filter=[q.Term(bin=bin_number), q.Term(acl=acl)]))
    search = search.sort("entry")[:_PAGE]
    search = search.extra(track_total_hits=False, docvalue_fields=["version"])
    after: list[int] = []
    while True:
        more = search.extra(search_after=after) if after else search
        hits = _ask(client, name, more.to_dict())["hits"]["hits"]
        for hit in hits:
            yield int(hit["_id"]), int(hit["fields"]["version"][0])
        if len(hits) < _PAGE:
            return
        after = hits[-1]["sort"]


def _ask(client: Elasticsearch, name: Name, body: dict[str, Any]) -> Any:
    return client.search(index=name.index, body=body, allow_partial_search_results=False).body
