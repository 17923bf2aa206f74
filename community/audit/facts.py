"""What may stand in a log row: ids, labels, numbers. And the one way to write it as bytes.

The log cannot be edited, so nothing may get into it that somebody may later have a right
to see erased, and nothing that its readers (auditors) may not read: no title, no text
above GREEN, no name, no address of a person. Persons are named by their uid. Words cannot
be told from ids in every case, so callers are bound by this rule beyond what `check` sees.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

LONGEST = 4000  # characters of canonical JSON
LONGEST_WORD = 100
DEEPEST = 3
LARGEST = 2**53 - 1  # beyond it JSON readers disagree

# No space (prose), no @ (mail addresses), no control characters (forged log lines).
_WORD = re.compile(rf"[A-Za-z0-9_.:+/\-]{{0,{LONGEST_WORD}}}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class NotAFact(ValueError):
    """A value is not an id, a label or a number. Names the field, never the value."""


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no blanks, characters beyond ASCII unescaped. With the values
    allowed here this is RFC 8785, so any such library writes the same bytes (in UTF-8)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def check_word(name: str, value: object) -> None:
    """Raises NotAFact unless `value` is one short word of letters, digits and `_.:+/-`."""
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        raise NotAFact(name)


def details_text(details: Mapping[str, Any]) -> str:
    """The checked canonical JSON of a row's details; NotAFact names what may not be there."""
    _check(details, "details", DEEPEST)
    text = canonical(details)
    if len(text) > LONGEST:
        raise NotAFact("details")
    return text


def _check(value: object, name: str, depth: int) -> None:
    if isinstance(value, Mapping) and depth:
        for key, item in value.items():
            if not isinstance(key, str) or not _NAME.fullmatch(key):
                raise NotAFact(name)
            _check(item, key, depth - 1)
    elif isinstance(value, list | tuple) and depth:
        for item in value:
            _check(item, name, depth - 1)
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotAFact(name)
    elif value is not None:
        check_word(name, value)
