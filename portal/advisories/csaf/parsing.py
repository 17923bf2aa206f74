"""From bytes to plain JSON, with limits that no hostile file gets past.

Two readers may read a doubled key differently, so it is refused, as are NUL and half surrogates.
A byte order mark is skipped (RFC 8259 allows it), other control characters become blanks: XML
feeds cannot carry them and publishers do not mean them.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NoReturn

from .errors import (
    DuplicateKey,
    ForbiddenCharacter,
    NotJson,
    NotUtf8,
    TooDeep,
    TooLarge,
    TooMany,
)

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 48
MAX_VALUES = 300_000

_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _Doubled(dict[str, Any]):
    """An object in which `key` stood twice, to be found again with its path."""

    key = ""


def parse_document(data: bytes) -> Any:
    """The JSON value in `data`; raises the `CsafError` that says why there is none to use."""
    if len(data) > MAX_BYTES:
        raise TooLarge(size=len(data), limit=MAX_BYTES)
    value = _parsed(_decoded(data))
    _inspect(value)
    return value


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise NotUtf8(offset=error.start) from error


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise NotJson(reason=error.msg, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise TooDeep from error
    except ValueError as error:
        raise NotJson(reason=str(error)[:120], line=1, column=1) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    doubled = _Doubled(made)
    doubled.key = Counter(key for key, _ in pairs).most_common(1)[0][0]
    return doubled


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number of JSON")


def _inspect(value: Any) -> None:
    # Level by level instead of recursively: depth is what is being measured.
    level: list[tuple[str, Any]] = [("", value)]
    count = 0
    for _ in range(MAX_DEPTH):
        count += len(level)
        if count > MAX_VALUES:
            raise TooMany(limit=MAX_VALUES)
        level = [entry for path, item in level for entry in _children(path, item)]
        if not level:
            return
    raise TooDeep(level[0][0])


def _children(path: str, value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, _Doubled):
        raise DuplicateKey(path, key=value.key[:60])
    if isinstance(value, dict):
        for key in value:
            if _NO_TEXT.search(key):
                raise ForbiddenCharacter(path)
        return _clean(path, value, list(value.items()))
    if isinstance(value, list):
        return _clean(path, value, list(enumerate(value)))
    return ()


def _clean(path: str, holder: Any, items: list[tuple[Any, Any]]) -> list[tuple[str, Any]]:
    inner: list[tuple[str, Any]] = []
    for key, item in items:
        if isinstance(item, str):
            if _NO_TEXT.search(item):
                raise ForbiddenCharacter(pointer(path, key))
            if _CONTROL.search(item):
                holder[key] = _CONTROL.sub(" ", item)
        inner.append((pointer(path, key), item))
    return inner


def pointer(path: str, key: str | int) -> str:
    """The JSON pointer (RFC 6901) of `key` below `path`."""
    return f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"
