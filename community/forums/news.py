"""What is new in a member's groups, for the member home."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from community.access import tokens
from community.access.viewer import Viewer

from .models import Post, Topic

SHOWN = 8


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A topic with posts since a moment, and how many."""

    topic: Topic
    new: int


def new_topics(viewer: Viewer, since: datetime) -> list[NewTopic]:
    """Topics of the viewer's own groups with posts after `since`, newest first. Two queries."""
    groups = tokens.groups_among(viewer.tokens)
    if not groups:
        return []
    rows = Topic.objects.visible_to(viewer).filter(group__in=groups, last_post_at__gt=since)
    topics = list(rows.select_related("group").order_by("-last_post_at", "uid")[:SHOWN])
    fresh = Post.objects.visible_to(viewer).filter(topic__in=topics).order_by()
    counts = dict(
        fresh.values("topic")
        .annotate(new=Count("pk", filter=Q(created_at__gt=since)))
        .values_list("topic", "new")
    )
    return [NewTopic(topic, counts.get(topic.pk, 0)) for topic in topics]
