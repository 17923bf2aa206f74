"""A draft's page at the desk: the text, whom it reaches, who had a hand in it, what is next."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from community.access.gates import viewer_of
from community.access.policy import ask
from community.access.tlp import Label
from portal.advisories.audience import reach
from portal.advisories.canonical import CanonicalRelease
from portal.advisories.models import Advisory
from portal.advisories.showing.moments import day_words

from .acts import Acted, steps_of
from .reading import (
    Queue,
    addressee_names,
    hands_at,
    releases_at,
    sharing_of,
    will_reach_words,
)
from .writing import preview_of

State = Advisory.State


def draft_context(request: HttpRequest, advisory: Advisory, acted: Acted) -> dict[str, Any]:
    """Everything the page of a draft prints."""
    viewer = viewer_of(request)
    content = CanonicalRelease.from_json(advisory.draft)
    html = linebreaks(escape(content.summary)) if advisory.foreign else ""
    sharing = sharing_of(advisory)
    reached = reach(sharing, team_id=advisory.team_id, sender=viewer.person_id or 0)
    will_reach = will_reach_words(sharing.label, reached)
    return {
        "advisory": advisory,
        "severity": content.severity,
        "body": preview_of(request, content, html=html),
        "will_reach": will_reach,
        "addressees": addressee_names(viewer, advisory),
        "hands": hands_at(advisory),
        "releases": releases_at(viewer, advisory),
        "steps": steps_of(viewer, advisory, will_reach),
        "may_write": ask(viewer, "advisory.write", advisory),
        "is_red": advisory.label == Label.RED,
        "acted": acted,
    }


def queue_context(queue: Queue, state: str) -> dict[str, Any]:
    """The rows of the queue with their age, and a tab for each state."""
    rows = [
        {
            "advisory": one,
            "state": State(one.state).label,
            "meta": [
                f"{one.team.organisation.short_name}, {one.team.name}" if one.team else "",
                one.publisher_name if one.foreign else "",
                day_words(one.draft_saved_at),
            ],
        }
        for one in queue.rows
    ]
    return {"rows": rows, "page": queue.page, "tabs": _tabs(queue, state), "state": state}


def _tabs(queue: Queue, state: str) -> list[dict[str, Any]]:
    names = [("", _("All that is open")), *((one.value, one.label) for one in State)]
    return [
        {
            "text": f"{text} ({queue.counts[value]})" if value else text,
            "url": f"?state={value}" if value else "?",
            "current": value == state,
        }
        for value, text in names
        if not value or queue.counts[value] or value == state
    ]
