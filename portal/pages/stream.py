"""Walks over the stored form of StreamFields: what their text is, and which pages they link."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from wagtail import blocks

from portal.transliteration import html_to_latin, to_latin

_PAGE_LINK = re.compile(r"""<a\b(?=[^>]*\blinktype="page")[^>]*\bid="(\d+)\"""")
_TAG = re.compile(r"<[^>]+>")
# Within a word or before a full stop: no space stands in their place.
_INLINE = re.compile(r"</?(?:a|b|i|em|strong|code|sub|sup)\b[^>]*>")

Change = Callable[[blocks.Block, Any], Any]


def latin(block: blocks.Block, raw: Any) -> Any:
    """The stored value with its text in Latin letters; `as_typed` blocks are left alone."""
    return _mapped(block, raw, _latin_leaf)


def page_ids(block: blocks.Block, raw: Any) -> set[int]:
    """The ids of the pages that choosers and rich text in the stored value point at."""
    found: set[int] = set()
    for leaf, value in _leaves(block, raw):
        if isinstance(leaf, blocks.PageChooserBlock) and value:
            found.add(int(value))
        elif isinstance(leaf, blocks.RichTextBlock):
            found.update(linked_ids(value or ""))
    return found


def linked_ids(html: str) -> Iterable[int]:
    """The ids of the pages that rich text links to."""
    return (int(number) for number in _PAGE_LINK.findall(html))


def words(block: blocks.Block, raw: Any) -> Iterator[str]:
    """The texts that a reader sees, for search."""
    for leaf, value in _leaves(block, raw):
        if isinstance(leaf, blocks.RichTextBlock):
            yield unescape(_TAG.sub(" ", _INLINE.sub("", value or "")))
        elif _is_text(leaf) and value:
            yield str(value)


def _mapped(block: blocks.Block, raw: Any, change: Change) -> Any:
    if raw is None or getattr(block.meta, "as_typed", False):
        return raw
    if isinstance(block, blocks.StreamBlock):
        known = block.child_blocks
        items = [item for item in raw if item["type"] in known]
        return [
            {**item, "value": _mapped(known[item["type"]], item["value"], change)} for item in items
        ]
    if isinstance(block, blocks.StructBlock):
        known = block.child_blocks
        return {n: _mapped(known[n], v, change) if n in known else v for n, v in raw.items()}
    if isinstance(block, blocks.ListBlock):
        return [
            {**item, "value": _mapped(block.child_block, item["value"], change)} for item in raw
        ]
    return change(block, raw)


def _leaves(block: blocks.Block, raw: Any) -> Iterator[tuple[blocks.Block, Any]]:
    if isinstance(block, blocks.StreamBlock):
        for item in raw or []:
            if item["type"] in block.child_blocks:
                yield from _leaves(block.child_blocks[item["type"]], item["value"])
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _leaves(child, (raw or {}).get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in raw or []:
            yield from _leaves(block.child_block, item["value"])
    else:
        yield block, raw


def _latin_leaf(block: blocks.Block, raw: Any) -> Any:
    if isinstance(block, blocks.RichTextBlock):
        return html_to_latin(raw)
    return to_latin(raw) if _is_text(block) and isinstance(raw, str) else raw


def _is_text(block: blocks.Block) -> bool:
    return isinstance(block, blocks.CharBlock | blocks.TextBlock)
