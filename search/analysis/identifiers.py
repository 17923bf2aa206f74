"""Finds names that must be found whole: CVE and advisory numbers, addresses, domains, hashes."""

import ipaddress
import re
from collections.abc import Iterator
from typing import NamedTuple

from .fold import bald

_DOT = r"(?:\.|\[(?:\.|dot)\]|\((?:\.|dot)\)|\{(?:\.|dot)\})"
_HYPHEN = "[-\u2010-\u2013]"
_EDGE, _END = r"(?<![\w.@:-])", r"(?![\w])"
# The first that fits wins, so none may match what its own check would then refuse.
_PATTERNS = {
    "domain": rf"(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?{_DOT}){{1,8}}"
    r"(?:xn--[a-z\d-]{2,40}|[^\W\d_]{2,24})",
    "ghsa": rf"GHSA(?:{_HYPHEN}[0-9a-z]{{4}}){{3}}",
    # The digit stands within what can match: looked for further on, a text of dashes takes hours.
    "number": rf"(?=[\w\u2010-\u2013-]{{0,80}}\d)[^\W\d_]{{2,12}}\d{{0,4}}"
    rf"(?:{_HYPHEN}[^\W_]{{1,12}}){{1,5}}(?::\d{{1,8}})?",
    "note": r"VU#\d{3,9}|KB\d{6,8}",
    # Techniques, tactics, software, groups, mitigations, data sources and campaigns of ATT&CK
    "technique": r"T\d{4}(?:\.\d{3})?|(?:TA|S|G|M|DS|C)\d{4}",
    "ipv4": rf"(?:\d{{1,3}}{_DOT}){{3}}\d{{1,3}}(?:/\d{{1,2}})?",
    "hash": r"(?:[0-9a-fA-F]{128}|[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})",
    "ipv6": r"(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]{3,39}(?:/\d{1,3})?",
}
_ANY = "|".join(f"(?P<{name}>{pattern}){_END}" for name, pattern in _PATTERNS.items())
_IDENTIFIER = re.compile(
    rf"{_EDGE}(?:{_ANY})|(?<=@)(?P<host>{_PATTERNS['domain']}){_END}", re.IGNORECASE
)
_KEPT = re.compile(r"[^\W_]+")


class Identifier(NamedTuple):
    """Where an identifier stands in the text and its one spelling."""

    start: int
    end: int
    value: str


def _address(text: str) -> str | None:
    """The one spelling of an address or network, or nothing if it is none."""
    try:
        if "/" in text:
            return str(ipaddress.ip_interface(text))
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


def _spelling(kind: str, text: str) -> str | None:
    plain = re.sub(_HYPHEN, "-", re.sub(_DOT, ".", text))
    if kind in ("ipv4", "ipv6"):
        return _address(plain)
    return _KEPT.sub(lambda run: bald(run.group()), plain).lower()


def identifiers(text: str) -> Iterator[Identifier]:
    """The identifiers of `text`, in order, defanged ones (evil[.]example) made whole."""
    for found in _IDENTIFIER.finditer(text):
        value = _spelling(str(found.lastgroup), found.group())
        if value:
            yield Identifier(found.start(), found.end(), value)


def _escape(char: str) -> str:
    if char == "z":
        return "zz"
    return char if char.isalnum() else f"z{ord(char):02x}"


def id_term(value: str) -> str:
    """One term of letters and digits for an identifier; different ones never share a term."""
    return "".join(map(_escape, value.lower()))


def id_terms(text: str) -> tuple[str, ...]:
    """The distinct terms of all identifiers in `text`."""
    return tuple(dict.fromkeys(id_term(found.value) for found in identifiers(text)))
