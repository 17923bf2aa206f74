"""Frozen dataclasses to plain JSON and back, strictly and without loss.

A field that may be empty (None, "" or ()) and is, is left out. So a field added in a later
version changes no byte of what was written before.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
EMPTY: tuple[object, ...] = (None, "", ())


class CanonicalError(ValueError):
    """Not our canonical JSON. `path` is a JSON pointer, `reason` an English sentence."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path or '/'}: {reason}")
        self.path = path or "/"
        self.reason = reason


def canonical_bytes(plain: object) -> bytes:
    """UTF-8, keys sorted, no blanks, one spelling per value: equal content has equal bytes."""
    try:
        text = json.dumps(
            plain, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        data = text.encode("utf-8")
    except (ValueError, UnicodeEncodeError) as error:
        raise CanonicalError("", "A value has no place in JSON.") from error
    if "\\u0000" in text:
        _refuse_nul(plain)
    return data


def to_plain(value: Any) -> Any:
    """A dataclass, and all it holds, as dicts, lists and scalars."""
    if is_dataclass(value):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in fields(value)
            if not _left_out(field, getattr(value, field.name))
        }
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], plain: object, path: str = "") -> T:
    """The dataclass `kind` from plain JSON; an unknown, missing or mistyped field is an error."""
    if not isinstance(plain, Mapping):
        raise CanonicalError(path, "An object is expected.")
    hints = _hints(cast(Any, kind))
    for key in plain:
        if key not in hints:
            raise CanonicalError(f"{path}/{key}", "This field is not known.")
    for field in fields(cast(Any, kind)):
        if _required(field) and field.name not in plain:
            raise CanonicalError(f"{path}/{field.name}", "This field is missing.")
    return kind(**{key: _read(hints[key], item, f"{path}/{key}") for key, item in plain.items()})


def _read(hint: Any, value: object, path: str) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_optional(hint, value, path)
    if origin is tuple:
        return _read_list(get_args(hint)[0], value, path)
    if origin is Literal:
        if value in get_args(hint) and isinstance(value, str):
            return value
        raise CanonicalError(path, f"One of {', '.join(get_args(hint))} is expected.")
    if is_dataclass(hint):
        return from_plain(cast(type[object], hint), value, path)
    return _read_scalar(hint, value, path)


def _read_optional(hint: Any, value: object, path: str) -> object:
    if value is None:
        return None
    inner = next(arg for arg in get_args(hint) if arg is not type(None))
    return _read(inner, value, path)


def _read_list(item_hint: Any, value: object, path: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise CanonicalError(path, "A list is expected.")
    return tuple(_read(item_hint, item, f"{path}/{index}") for index, item in enumerate(value))


def _read_scalar(hint: type, value: object, path: str) -> object:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not hint:
        raise CanonicalError(path, f"A value of type {hint.__name__} is expected.")
    return value


def _refuse_nul(plain: object) -> None:
    # The letters \u0000 may also be text about NUL: look at the values themselves.
    pending: list[tuple[str, object]] = [("", plain)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, str) and "\0" in value:
            raise CanonicalError(path, "The character NUL cannot be stored.")
        if isinstance(value, dict):
            pending.extend((f"{path}/{key}", item) for key, item in value.items())
        elif isinstance(value, list):
            pending.extend((f"{path}/{index}", item) for index, item in enumerate(value))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _left_out(field: Field[Any], value: object) -> bool:
    return field.default in EMPTY and value == field.default
