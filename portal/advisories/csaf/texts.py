"""Notes and references, on a document and on a vulnerability alike."""

from typing import Any

from portal.advisories.canonical.parts import Note, Reference
from portal.advisories.links import as_text, safe_link


def read_notes(entries: list[dict[str, Any]]) -> tuple[Note, ...]:
    """The notes in their order, whatever their category."""
    return tuple(
        Note(category=entry["category"], text=entry["text"], title=entry.get("title", "").strip())
        for entry in entries
    )


def read_references(entries: list[dict[str, Any]]) -> tuple[Reference, ...]:
    """The references in their order; an address that may not be a link stays as text."""
    return tuple(
        Reference(
            summary=as_text(entry["summary"].strip(), entry["url"]),
            url=safe_link(entry["url"]),
            category=entry.get("category", "external"),
        )
        for entry in entries
    )


def opening(notes: tuple[Note, ...]) -> str:
    """The text that says in short what it is about: the summary, else the description, else ""."""
    for category in ("summary", "description"):
        for note in notes:
            if note.category == category:
                return note.text.strip()
    return ""
