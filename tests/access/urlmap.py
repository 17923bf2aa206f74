"""The URL map as a list: what the matrix, the two worlds and the browser walk all read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

OURS = ("portal.", "community.", "search.")
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """One pattern of the map. `route` still holds its parameters, without a language."""

    name: str
    route: str
    view: Any
    in_language: bool
    exact: bool

    @property
    def module(self) -> str:
        """Where the view was written; class-based views say it themselves."""
        view = getattr(self.view, "view_class", self.view)
        return str(view.__module__)

    @property
    def ours(self) -> bool:
        return self.module.startswith(OURS)

    @property
    def gate(self) -> Any:
        return getattr(self.view, "gate", None)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """(converter, name) of each parameter of the route."""
        return [(kind or "str", name) for kind, name in _PARAMETER.findall(self.route)]

    def path(self, language: str = "en", **values: object) -> str:
        """The path with its parameters filled in."""
        filled = _PARAMETER.sub(lambda found: str(values[found.group(2)]), self.route)
        if not self.exact:
            filled = _sample(filled)
        prefix = f"/{language}/" if self.in_language else "/"
        return prefix + filled


def _sample(expression: str) -> str:
    """An address that fits one of the simple expressions of the doors."""
    return re.sub(r"\(\?:[^)]*\)\?", "", expression).replace(r"\d+", "1").replace("^", "")


def addresses() -> list[Address]:
    """Every pattern of the map, ours and others'."""
    return list(_walk(get_resolver().url_patterns, "", "", in_language=False, exact=True))


def _walk(
    patterns: list[Any], route: str, space: str, *, in_language: bool, exact: bool
) -> Iterator[Address]:
    for entry in patterns:
        is_prefix = isinstance(entry.pattern, LocalePrefixPattern)
        part = "" if is_prefix else str(entry.pattern)
        plain = exact and (is_prefix or isinstance(entry.pattern, RoutePattern))
        here, localised = route + part, in_language or is_prefix
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry.url_patterns, here, inner, in_language=localised, exact=plain)
        elif isinstance(entry, URLPattern):
            name = f"{space}{entry.name}" if entry.name else f"/{here}"
            yield Address(name, here, entry.callback, localised, plain)


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
