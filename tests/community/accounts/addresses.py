"""Every address of the URL map, with something plausible in place of its parameters."""

import re
from collections.abc import Iterator
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

SAMPLES = {
    "IntConverter": "1",
    "UUIDConverter": str(UUID(int=1)),
    "SlugConverter": "sample",
    "StringConverter": "sample",
    "PathConverter": "sample",
}


def every_route(
    resolver: URLResolver | None = None, start: str = "/"
) -> Iterator[tuple[str, URLPattern]]:
    """Yields (address, pattern) for each route of the map."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = start + sample(entry)
        if isinstance(entry, URLResolver):
            yield from every_route(entry, address)
        else:
            yield address, entry


def sample(entry: URLPattern | URLResolver) -> str:
    """The part of an address that `entry` matches."""
    pattern = entry.pattern
    if isinstance(pattern, LocalePrefixPattern):
        return str(pattern)
    if isinstance(pattern, RegexPattern):
        text = str(pattern).removeprefix("^").removesuffix("$")
        text = re.sub(r"\(\?P<\w+>[^)]*\)+[*+]?", "sample", text)
        return re.sub(r"\(\(?\?:.*", "", text).replace(".*", "").replace("\\", "").split("(")[0]
    text = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__
        text = re.sub(rf"<(\w+:)?{name}>", SAMPLES.get(kind, "sample"), text)
    return text
