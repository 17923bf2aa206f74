"""Versions and ranges of products, for reading."""

from urllib.parse import unquote

_SHOWN = 5


def readable_version(version: str) -> str:
    """A version as a person reads it: `vers:all/>=1|<2` is `>=1, <2`; "*" is every version."""
    text = version.strip()
    if not text.startswith("vers:") or "/" not in text:
        return text
    constraints = text.split("/", 1)[1].split("|")
    return ", ".join(part for raw in constraints if (part := unquote(raw).strip()))


def joined(versions: list[str]) -> str:
    """Versions in one line, each once, the rest of a long list left to the product table."""
    distinct = list(dict.fromkeys(version for version in versions if version))
    more = "…" if len(distinct) > _SHOWN else ""
    return ", ".join(distinct[:_SHOWN]) + more
