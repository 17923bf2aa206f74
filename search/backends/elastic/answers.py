"""Takes answers apart. Whatever is not as it should be raises, and the database answers."""

from typing import Any

from search.backends.protocol import EngineDown, Match


class Unsound(EngineDown):
    """An answer that is incomplete, or none at all."""


def check(answer: Any, partitions: int) -> None:
    """Raises Unsound (or what a wrong shape raises) if a part of the answer is missing."""
    shards = answer["_shards"]
    if answer["timed_out"] or shards["failed"] or shards["successful"] < partitions:
        raise Unsound("incomplete")
    for each in answer.get("aggregations", {}).values():
        if each.get("sum_other_doc_count", 0) or each.get("doc_count_error_upper_bound", 0):
            raise Unsound("rounded")


def counts(answer: Any) -> tuple[dict[int, int], dict[int, int]]:
    """Numbers of entries by bin, and by topic of the first topics."""
    bins = _buckets(answer, "bins")
    if sum(bins.values()) != answer["hits"]["total"]["value"]:
        raise Unsound("total")
    first = {
        int(bucket["key"]["topic"]): int(bucket["doc_count"])
        for bucket in answer["aggregations"]["topics"]["buckets"]
    }
    return bins, first


def topics(answer: Any) -> dict[int, int]:
    """Numbers of entries by topic."""
    return _buckets(answer, "of")


def matches(answer: Any, sort: str) -> list[Match]:
    """The entries of a page; a smaller score is better."""
    sign = 1 if sort == "oldest" else -1
    return [
        Match(int(hit["_id"]), int(hit["fields"]["topic"][0]), sign * float(hit["sort"][0]))
        for hit in answer["hits"]["hits"]
    ]


def _buckets(answer: Any, name: str) -> dict[int, int]:
    buckets = answer["aggregations"][name]["buckets"]
    return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
