"""XML that may be hostile, as events. Nothing is built in memory, and nothing outside is asked.

Python's expat itself, and not a layer around it: what is dangerous in XML (declared entities,
references to elsewhere) begins with a document type, which no office format has.
"""

from collections.abc import Iterable, Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from portal.files.extraction.limits import XML_DEPTH
from portal.files.extraction.result import Problem, Unreadable

_BETWEEN = "|"


class Listener(Protocol):
    """Hears of elements and text. Names come as `prefix:name`, with the prefixes of `parse`."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def parse(chunks: Iterable[bytes], prefixes: Mapping[str, str], listener: Listener) -> None:
    """Tells `listener` of everything. `prefixes`: namespace to prefix; others are dropped."""
    reader = _Reader(prefixes, listener)
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = listener.text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable(Problem.BROKEN) from None


class _Reader:
    """Shortens names and watches the depth."""

    def __init__(self, prefixes: Mapping[str, str], listener: Listener) -> None:
        self._prefixes, self._listener, self._depth = prefixes, listener, 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > XML_DEPTH:
            raise Unreadable(Problem.LIMIT)
        known = {self._short(key): value for key, value in attributes.items()}
        self._listener.start(self._short(name), known)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._listener.end(self._short(name))

    def _short(self, name: str) -> str:
        space, _, local = name.rpartition(_BETWEEN)
        return f"{self._prefixes[space]}:{local}" if space in self._prefixes else f":{local}"


def _refuse(*_declared: object) -> NoReturn:
    raise Unreadable(Problem.LIMIT)
