"""All message ids of our own code, with the files in which they stand."""

from collections.abc import Iterable
from pathlib import Path

from .python_calls import Message, messages_in_python
from .template_tags import messages_in_template

PACKAGES = ("community", "portal", "search")
TEMPLATES = "templates"


def messages_of(project: Path) -> dict[Message, list[str]]:
    """Every message with its files, relative to `project`; in the order of files and lines."""
    found: dict[Message, list[str]] = {}
    for package in PACKAGES:
        for path in sorted((project / package).rglob("*.py")):
            if "migrations" not in path.parts:
                _note(found, messages_in_python(path.read_text()), path.relative_to(project))
    for path in sorted((project / TEMPLATES).rglob("*.*")):
        _note(found, messages_in_template(path.read_text()), path.relative_to(project))
    return _merged(found)


def _note(found: dict[Message, list[str]], messages: Iterable[Message], path: Path) -> None:
    for message in messages:
        places = found.setdefault(message, [])
        if path.as_posix() not in places:
            places.append(path.as_posix())


def _merged(found: dict[Message, list[str]]) -> dict[Message, list[str]]:
    """A text used both with and without plural is one message, as in a catalogue."""
    plurals = {(one.context, one.text): one for one in found if one.plural}
    merged: dict[Message, list[str]] = {}
    for message, places in found.items():
        whole = plurals.get((message.context, message.text), message)
        merged.setdefault(whole, []).extend(places)
    return merged
