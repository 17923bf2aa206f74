"""Writes many documents at once; one that is refused stops none of the others."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

CHUNK = 500
CHUNK_BYTES = 5 * 1024 * 1024


class Outcome(NamedTuple):
    """What became of one document; `status` is that of HTTP. `alias`: where it was to go."""

    entry_id: int
    alias: str
    status: int
    settled: bool

    @property
    def busy(self) -> bool:
        """Refused for now, not for what it is."""
        return self.status in {429, 503}


def send(client: Elasticsearch, actions: Iterable[dict[str, Any]]) -> Iterator[Outcome]:
    """Sends in chunks as `actions` come; raises what the client raises if nobody answers."""
    aliases: list[str] = []

    def told() -> Iterator[dict[str, Any]]:
        for action in actions:
            aliases.append(action["_index"])
            yield action

    sent = streaming_bulk(
        client,
        told(),
        chunk_size=CHUNK,
        max_chunk_bytes=CHUNK_BYTES,
        raise_on_error=False,
        # A name that is no alias of ours is refused instead of becoming an index.
        require_alias=True,
    )
    for number, (fine, item) in enumerate(sent):
        [(act, result)] = item.items()
        settled = fine or _is_settled(act, result)
        yield Outcome(int(result["_id"]), aliases[number], int(result["status"]), settled)


def _is_settled(act: str, result: dict[str, Any]) -> bool:
    """Something newer is there, or it is gone already: what was wanted is so."""
    if result["status"] == 409:
        return "version_conflict" in result["error"]["type"]
    return act == "delete" and result["status"] == 404 and "error" not in result
