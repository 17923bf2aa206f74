"""What the list of waiting things prints."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.paging import page_of, rows_of

from .reading import Waiting, shown_to

ON_A_PAGE = 25


def list_context(viewer: Viewer, queue: str, asked_page: str) -> dict[str, Any]:
    """One numbered page of what waits; `queue` narrows it to one, `mine` to one's own."""
    everything = shown_to(viewer)
    rows = [row for row in everything if _fits(row, queue)]
    page = page_of(asked_page, len(rows), ON_A_PAGE)
    return {
        "rows": [rows[n] for n in rows_of(page)],
        "page": page,
        "tabs": _tabs(everything, queue),
    }


def _fits(row: Waiting, queue: str) -> bool:
    if queue == "mine":
        return row.own
    return not queue or row.queue == queue


def _tabs(rows: list[Waiting], current: str) -> list[dict[str, Any]]:
    """Everything, one's own, and each queue in which something waits."""
    titles = {row.queue: str(row.queue_title) for row in rows}
    counts = Counter(row.queue for row in rows)
    named = sorted(titles.items(), key=lambda pair: pair[1])
    entries = [("", _("All"), len(rows)), ("mine", _("Mine"), sum(row.own for row in rows))]
    entries += [(name, title, counts[name]) for name, title in named]
    return [
        {
            "text": text,
            "url": f"?{urlencode({'queue': name})}" if name else "?",
            "count": count,
            "current": name == current,
        }
        for name, text, count in entries
    ]
