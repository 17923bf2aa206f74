"""A document with anything anywhere is read or refused, never anything else."""

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.advisories.canonical import CanonicalRelease
from portal.advisories.csaf import read_csaf
from portal.advisories.csaf.errors import CsafError
from tests.portal.advisories.documents import as_bytes, document

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
Place = tuple[Any, Any]


def _places(value: Any) -> list[Place]:
    """Every (container, key) in the document."""
    found: list[Place] = []
    pending = [value]
    while pending:
        holder = pending.pop()
        if isinstance(holder, dict | list):
            keys: Any = holder if isinstance(holder, dict) else range(len(holder))
            found.extend((holder, key) for key in keys)
            pending.extend(holder[key] for key in keys)
    return found


def _spoil(data: st.DataObject, doc: dict[str, Any]) -> None:
    places = _places(doc)
    holder, key = places[data.draw(st.integers(0, len(places) - 1), label="place")]
    act = data.draw(st.sampled_from(["put", "remove", "move"]), label="act")
    if act == "put":
        holder[key] = data.draw(_VALUES, label="value")
    elif act == "remove":
        del holder[key]
    else:
        other, at = places[data.draw(st.integers(0, len(places) - 1), label="from")]
        holder[key] = _copy(other[at])


def _copy(value: Any) -> Any:
    """A copy without shared parts, so that moving makes no circle in Python."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


@settings(deadline=None, max_examples=250)
@given(st.data())
def test_a_document_spoiled_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    doc = document()
    for _ in range(data.draw(st.integers(1, 2), label="times")):
        _spoil(data, doc)
    with contextlib.suppress(CsafError):
        read = read_csaf(as_bytes(doc))
        assert CanonicalRelease.from_json(read.release.to_json()) == read.release


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=40) | _VALUES.map(as_bytes))
def test_bytes_of_any_kind_are_refused(data: bytes) -> None:
    with pytest.raises(CsafError) as caught:
        read_csaf(data)
    assert caught.value.sentence
