"""Titles as they are typed, without signs that nobody sees and that turn what stands beside."""

import re

# Embeddings, overrides and isolates of direction, and signs without width.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]")


def seen(title: str) -> str:
    """The title as it is read: a label beside it cannot be faked by turning its letters."""
    return _UNSEEN.sub("", title).strip()
