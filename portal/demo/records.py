"""The hand-written content as plain records. See `content/README.md` for the fields."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"

Record = dict[str, Any]


@cache
def records(name: str) -> Record:
    """One file, e.g. `people` or `topics/energy`. Not to be changed by who gets it."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def topics() -> list[Record]:
    """The topics of every group, oldest first, so that the log tells them in order."""
    files = sorted((CONTENT / "topics").glob("*.toml"))
    found = [topic for file in files for topic in records(f"topics/{file.stem}")["topic"]]
    return sorted(found, key=lambda topic: (-topic["days_ago"], topic["key"]))
