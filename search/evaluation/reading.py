"""Reads what is to be evaluated: JSON lines with entries and queries, in any order."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_LANG = re.compile(r"(?=.{0,12}$)(?:[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What can be found. `number` is that of its line."""

    number: int
    key: str
    lang: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is sought, what kind of question it is, and the keys that answer it."""

    number: int
    text: str
    group: str
    want: frozenset[str]


@dataclass(slots=True)
class Sheet:
    """All of a file; `faults` names the lines that cannot be read, with what is wrong."""

    sentences: dict[str, Sentence] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class BadLine(ValueError):
    """What is wrong with a line."""


def read(lines: Iterable[bytes]) -> Sheet:
    """The sheet that `lines` (UTF-8) make. Empty lines and unknown fields are ignored."""
    sheet = Sheet()
    for number, line in enumerate(lines, 1):
        try:
            _take(sheet, number, line)
        except BadLine as fault:
            sheet.faults.append(f"line {number}: {fault}")
    for question in sheet.questions:
        unknown = sorted(question.want - sheet.sentences.keys())
        if unknown:
            sheet.faults.append(f"line {question.number}: no such entry: {unknown[0]}")
    return sheet


def _take(sheet: Sheet, number: int, line: bytes) -> None:
    found = _object(line, first=number == 1)
    if found is None:
        return
    if "entry" in found and "query" in found:
        raise BadLine("both an entry and a query")
    if "entry" in found:
        sentence = _sentence(number, found)
        if sentence.key in sheet.sentences:
            raise BadLine(f"entry {sentence.key} a second time")
        sheet.sentences[sentence.key] = sentence
    elif "query" in found:
        sheet.questions.append(_question(number, found))
    else:
        raise BadLine("neither an entry nor a query")


def _object(line: bytes, *, first: bool) -> dict[str, Any] | None:
    try:
        text = line.decode("utf-8-sig" if first else "utf-8")
        if not text.strip():
            return None
        found = json.loads(text)
    except UnicodeDecodeError:
        raise BadLine("not UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise BadLine("not JSON") from None
    if not isinstance(found, dict):
        raise BadLine("not an object")
    return found


def _sentence(number: int, found: dict[str, Any]) -> Sentence:
    title, body = _text(found, "title", ""), _text(found, "body", "")
    if not (title or body):
        raise BadLine("neither a title nor a body")
    lang = _text(found, "lang", "")
    if not _LANG.fullmatch(lang):
        raise BadLine("lang is no language tag")
    return Sentence(number, _key(found["entry"]), lang, title, body)


def _question(number: int, found: dict[str, Any]) -> Question:
    want = found.get("want")
    if not isinstance(want, list) or not want:
        raise BadLine("want is no list of entries")
    group = _text(found, "class")
    if not group:
        raise BadLine("class is empty")
    return Question(number, _text(found, "query"), group, frozenset(map(_key, want)))


def _text(found: dict[str, Any], name: str, without: str | None = None) -> str:
    value = found.get(name, without)
    if value is None:
        value = without
    if not isinstance(value, str):
        raise BadLine(f"{name} is no text" if name in found else f"{name} is missing")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadLine(f"{name} holds half a character") from None
    return value


def _key(value: object) -> str:
    """An id as text: 7 and "7" are one."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadLine("an id is neither text nor a whole number")
    return _text({"id": str(value)}, "id")
