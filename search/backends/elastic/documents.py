"""An entry as Elasticsearch gets it, in the form that the client's bulk helper takes."""

from typing import Any

from search.models import Entry, Text
from search.writing import normalised


def putting(entry: Entry, text: Text, alias: str) -> dict[str, Any]:
    """Enters or renews an entry, unless something newer is there."""
    terms = normalised(text)
    return {
        **_head("index", entry.pk, entry.version, alias),
        "_source": {
            "entry": entry.pk,
            "version": entry.version,
            "acl": entry.acl,
            "bin": entry.bin,
            "day": entry.day,
            "fresh": entry.fresh,
            "topic": entry.topic,
            "shown_from": entry.shown_from,
            "shown_until": entry.shown_until,
            "title_n": terms.title,
            "body_n": terms.body,
            "ids": terms.ids,
            "marks": terms.marks,
            "typed": terms.typed,
        },
    }


def removing(entry_id: int, version: int, alias: str) -> dict[str, Any]:
    """Takes an entry out, unless something newer is there."""
    return _head("delete", entry_id, version, alias)


def _head(act: str, entry_id: int, version: int, alias: str) -> dict[str, Any]:
    return {
        "_op_type": act,
        "_index": alias,
        "_id": str(entry_id),
        "version": version,
        "version_type": "external",
    }
