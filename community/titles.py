"""Titles and names as they are typed, on one line and without signs that nobody sees."""

import re

# Embeddings, overrides and isolates of direction, and signs without width.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]")


def seen(title: str) -> str:
    """The title as it is read: a label beside it cannot be faked by turning its letters, nor a
    paragraph of a mail that names it by breaking the line."""
    return " ".join(_UNSEEN.sub("", title).split())
