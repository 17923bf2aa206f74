"""Addresses of the project: no row number ever stands in one."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from . import sources

# Numbers that people count with: they mean the same to everybody who sees them.
# Chosen by people, not counted by a table.
NAMED = {"provider_id"}
COUNTED = {"year", "page", "number", "post_number", "version"}


def _patterns(
    resolver: URLResolver, prefix: str = "", converters: dict[str, object] | None = None
) -> Iterator[tuple[str, URLPattern, dict[str, object]]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        known = {**(converters or {}), **getattr(entry.pattern, "converters", {})}
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, route, known)
        else:
            yield route, entry, known


def _ours() -> list[tuple[str, URLPattern, dict[str, object]]]:
    return [
        (route, pattern, converters)
        for route, pattern, converters in _patterns(get_resolver())
        if _module(pattern).split(".")[0] in sources.WINGS
    ]


def _module(pattern: URLPattern) -> str:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return str(getattr(view, "__module__", ""))


def test_there_are_urls_to_judge() -> None:
    assert len(_ours()) > 10


def test_no_url_carries_a_row_number() -> None:
    numbered = [
        f"{route} <{name}>"
        for route, _, converters in _ours()
        for name, converter in converters.items()
        if name in {"pk", "id"}
        or (name.endswith(("_id", "_pk")) and name not in NAMED)
        or (isinstance(converter, IntConverter) and name not in COUNTED)
    ]
    assert numbered == []


def test_no_regular_expression_smuggles_one_in() -> None:
    smuggled = [
        route
        for route, _, _ in _ours()
        if any(
            name not in COUNTED for name in re.findall(r"\(\?P<(\w+)>(?:\\d|\[0-9\])[+*{]", route)
        )
    ]
    assert smuggled == []
