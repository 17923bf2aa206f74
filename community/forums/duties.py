"""Questions in one's groups that nobody has answered yet: they wait in the lane "to answer"."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access import tokens
from community.access.viewer import Viewer
from community.duties import Duty, provides
from community.models import Person
from community.office.marks import NEWS

from .models import Topic

ASKING = (Topic.Kind.QUESTION, Topic.Kind.REQUEST)
SHOWN = 20


@provides("questions")
def unanswered(viewer: Viewer, person: Person) -> Iterable[Duty]:
    """Open questions of the last weeks with no reply, in groups where the viewer sits.

    One's own are told by the byline alone, so that a sealed one stays sealed.
    """
    groups = tokens.groups_among(viewer.tokens)
    if not groups:
        return
    rows = Topic.objects.visible_to(viewer).filter(
        group__in=groups,
        kind__in=ASKING,
        post_count=1,
        closed_at=None,
        created_at__gt=timezone.now() - NEWS,
    )
    rows = rows.exclude(last_byline=person.name).select_related("group")
    for topic in rows.order_by("created_at", "uid")[:SHOWN]:
        yield Duty(
            lane="answer",
            title=topic.title,
            url=reverse("groups:topic", args=[topic.uid]),
            since=topic.created_at,
            label=topic.label,
            lang=topic.html_lang,
            note=_("%(group)s · nobody has answered yet") % {"group": topic.group.shown_name},
        )
