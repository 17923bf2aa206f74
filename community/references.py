"""References in text: `CSN-2026-0417` becomes a link only for who may read what it names.

Stored HTML holds `<x-ref kind key>`; what stands there is the text as typed. At reading time
each kind resolves all keys of a page for the viewer, with one query.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from .access.viewer import Viewer

Resolver = Callable[[Viewer, Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ReferenceKind:
    """`pattern` finds keys in text, `resolve` gives the address of each readable one."""

    name: str
    pattern: str
    resolve: Resolver


_KINDS: dict[str, ReferenceKind] = {}
_X_REF = re.compile(r'<x-ref kind="([a-z]+)" key="([^"<>]*)">(.*?)</x-ref>')
_TAGS_OR_TEXT = re.compile(r"(<[^>]*>)")


def register(kind: ReferenceKind) -> None:
    """Makes a kind of reference known; slices call it when their app is ready."""
    if kind.name in _KINDS:
        raise ValueError(f"There is a reference kind {kind.name} already")
    _KINDS[kind.name] = kind


def mark_references(html: str) -> str:
    """Wraps what looks like a reference; not inside links, code or attributes."""
    if not _KINDS:
        return html
    pattern = re.compile(
        "|".join(rf"(?P<{kind.name}>\b(?:{kind.pattern})\b)" for kind in _KINDS.values())
    )
    depth, parts = 0, []
    for part in _TAGS_OR_TEXT.split(html):
        if part.startswith("<"):
            depth += _opens(part)
            parts.append(part)
        else:
            parts.append(part if depth else pattern.sub(_wrapped, part))
    return "".join(parts)


def _opens(tag: str) -> int:
    if re.match(r"<(a|code|pre)\b", tag):
        return 1
    return -1 if re.match(r"</(a|code|pre)>", tag) else 0


def _wrapped(found: re.Match[str]) -> str:
    key = escape(found.group(0))
    return f'<x-ref kind="{found.lastgroup}" key="{key}">{key}</x-ref>'


def resolve_references(viewer: Viewer, pieces: Iterable[str]) -> list[str]:
    """The same pieces of stored HTML, with links where `viewer` may read what is named."""
    pieces = list(pieces)
    wanted: dict[str, set[str]] = {}
    for piece in pieces:
        for kind, key, _text in _X_REF.findall(piece):
            wanted.setdefault(kind, set()).add(key)
    addresses = {
        kind: _KINDS[kind].resolve(viewer, keys) for kind, keys in wanted.items() if kind in _KINDS
    }

    def linked(found: re.Match[str]) -> str:
        kind, key, text = found.groups()
        address = addresses.get(kind, {}).get(key)
        return f'<a href="{escape(address)}">{text}</a>' if address else text

    return [_X_REF.sub(linked, piece) for piece in pieces]
