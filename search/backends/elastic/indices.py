"""Makes indices, changes over to them and takes away what is not needed any more."""

from collections.abc import Iterable
from datetime import timedelta

from elasticsearch import Elasticsearch

from search.backends.elastic.mapping import REFRESH, layout
from search.backends.elastic.names import Name, every, new_stamp, older_than, parsed
from search.index import Index
from search.models import PARTITIONS

# The index before the present one is fed and kept so long, should one want to go back.
KEPT = timedelta(days=1)


def present(client: Elasticsearch, index: Index) -> dict[Name, frozenset[str]]:
    """All indices of ours with the names of their aliases."""
    found = client.indices.get_alias(index=every(index), allow_no_indices=True).body
    names = {parsed(name, index): value["aliases"] for name, value in found.items()}
    return {name: frozenset(aliases) for name, aliases in names.items() if name}


def live(client: Elasticsearch, index: Index) -> list[Name]:
    """The indices that readers ask, by partition; fewer than there are if not all are made."""
    found = present(client, index).items()
    names = (name for name, aliases in found if name.read in aliases)
    return sorted(names, key=lambda name: name.partition)


def is_built(client: Elasticsearch, index: Index) -> bool:
    """Whether every partition can be asked."""
    return len(live(client, index)) == len(PARTITIONS)


def fed(client: Elasticsearch, index: Index) -> list[Name]:
    """The indices that have to be told of every change: the live ones and those being built."""
    found = present(client, index).items()
    return sorted((n for n, aliases in found if n.feed in aliases), key=lambda n: n.index)


def make(client: Elasticsearch, index: Index) -> list[Name]:
    """New empty indices that are fed from now on and read by nobody."""
    stamp = new_stamp()
    names = [Name(index.prefix, partition, stamp) for partition in PARTITIONS]
    shape = layout()
    for name in names:
        client.indices.create(
            index=name.index,
            settings={**shape["settings"], "refresh_interval": "-1"},
            mappings=shape["mappings"],
            aliases={name.feed: {}},
        )
    return names


def finish(client: Elasticsearch, names: Iterable[Name]) -> None:
    """All that was written can be found, and from now on is found soon after."""
    for name in names:
        client.indices.put_settings(index=name.index, settings={"refresh_interval": REFRESH})
    refresh(client, names)


def refresh(client: Elasticsearch, names: Iterable[Name]) -> bool:
    """Makes what was written visible; whether every copy of every index has done so."""
    asked = [name.index for name in names]
    shards = client.indices.refresh(index=asked).body["_shards"] if asked else {"failed": 0}
    return not shards["failed"]


def change_over(client: Elasticsearch, index: Index, names: Iterable[Name]) -> None:
    """Readers ask these from now on, all partitions in one moment."""
    actions = [
        {"remove": {"index": old.index, "alias": old.read}} for old in live(client, index)
    ] + [{"add": {"index": name.index, "alias": name.read}} for name in names]
    client.indices.update_aliases(actions=actions)


def drop(client: Elasticsearch, names: Iterable[Name]) -> int:
    """Takes indices away; gives their number."""
    gone = [name.index for name in names]
    if gone:
        client.indices.delete(index=gone, ignore_unavailable=True)
    return len(gone)


def drop_unread(client: Elasticsearch, index: Index, *, old: bool = False) -> int:
    """Takes away what a killed build left and what was read before; `old`: after a day only."""
    found = present(client, index).items()
    unread = (name for name, aliases in found if name.read not in aliases)
    return drop(client, [n for n in unread if not old or older_than(n.stamp, KEPT)])


def drop_all(client: Elasticsearch, index: Index) -> None:
    """Takes all indices of an index away, when an evaluation is over."""
    drop(client, present(client, index))
