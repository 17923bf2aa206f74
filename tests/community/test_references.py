"""References in text: a link for who may read what is named, plain text for everybody else."""

from collections.abc import Collection, Iterator

import pytest

from community import references
from community.access.viewer import ANONYMOUS, Viewer
from community.markup import render
from community.references import ReferenceKind, mark_references, resolve_references


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[set[str]]]:
    """One kind of reference, of which only `REF-1` may be read; notes what was asked."""
    calls: list[set[str]] = []

    def resolve(_viewer: Viewer, keys: Collection[str]) -> dict[str, str]:
        calls.append(set(keys))
        return {key: f"/seen/{key}?a=1&b=2" for key in keys if key == "REF-1"}

    monkeypatch.setattr(references, "_KINDS", {})
    references.register(ReferenceKind("thing", r"REF-\d+", resolve))
    return calls


def test_a_reference_is_stored_as_typed_and_linked_for_who_may_read() -> None:
    stored = render("Види REF-1 и REF-2.")
    assert '<x-ref kind="thing" key="REF-1">REF-1</x-ref>' in stored
    [shown] = resolve_references(ANONYMOUS, [stored])
    assert '<a href="/seen/REF-1?a=1&amp;b=2">REF-1</a>' in shown
    assert "x-ref" not in shown
    assert "REF-2" in shown
    assert "/seen/REF-2" not in shown


def test_a_page_asks_once_per_kind(asked: list[set[str]]) -> None:
    resolve_references(ANONYMOUS, [render("REF-1 REF-2"), render("REF-3")])
    assert asked == [{"REF-1", "REF-2", "REF-3"}]


@pytest.mark.parametrize("typed", ["`REF-1`", "[REF-1](https://a.example)", "XREF-12"])
def test_code_links_and_longer_words_are_left_alone(typed: str) -> None:
    assert "x-ref" not in render(typed)


def test_attributes_are_no_text() -> None:
    assert mark_references('<a href="/REF-1">x</a>') == '<a href="/REF-1">x</a>'


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="already"):
        references.register(ReferenceKind("thing", "x", lambda viewer, keys: {}))
