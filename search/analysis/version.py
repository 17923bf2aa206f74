"""What decides the terms of a text beside the text: the rules, and the table of base forms."""

from hashlib import blake2b
from pathlib import Path

# Raise with every change of what a text is folded to; `search_rebuild` renews older entries.
ANALYZER_VERSION = 2

SIMPLEMMA_VERSION = "2.0.0"


def _digest() -> str:
    """Of the modules by which the table is made: a table of other rules is not taken for it."""
    made_by = ("fold", "suffixes", "stems", "dictionaries")
    sources = (Path(__file__).with_name(f"{name}.py").read_bytes() for name in made_by)
    return blake2b(b"".join(sources), digest_size=4).hexdigest()


TABLE_EDITION = f"{ANALYZER_VERSION}-{SIMPLEMMA_VERSION}-{_digest()}"
