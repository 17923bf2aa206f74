"""What a forum page shows, read for one viewer with a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from community.access import tokens
from community.access.viewer import Viewer
from community.models import Group, GroupSeat, Person
from community.paging import page_of, rows_of
from community.readers import nameable_in
from community.references import resolve_references

from .models import Post, Topic, TopicAddressee

POSTS_PER_PAGE = 20
TOPICS_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list, with what this viewer may open in it."""

    group: Group
    topics: int
    newest: str
    is_member: bool


def groups_for(viewer: Viewer) -> list[GroupRow]:
    """The groups whose name `viewer` may know, own ones first. Two queries."""
    readable = Topic.objects.visible_to(viewer)
    newest = readable.filter(group=OuterRef("pk")).order_by("-last_post_at", "uid")
    groups = Group.objects.visible_to(viewer).annotate(newest=Subquery(newest.values("title")[:1]))
    counts = dict(
        readable.order_by().values_list("group").annotate(n=Count("pk")).values_list("group", "n")
    )
    rows = [
        GroupRow(
            group=group,
            topics=counts.get(group.pk, 0),
            newest=group.newest or "",
            is_member=tokens.grp(group.pk) in viewer.tokens,
        )
        for group in groups
    ]
    return sorted(rows, key=lambda row: (not row.is_member, row.group.name, row.group.uid))


def own_groups(viewer: Viewer) -> list[Group]:
    """The groups in which `viewer` sits, for the rail. Their token says it; one query, or none."""
    held = tokens.groups_among(viewer.tokens)
    return list(Group.objects.filter(pk__in=held)) if held else []


def topics_in(viewer: Viewer, group: Group, asked_page: str) -> "tuple[QuerySet[Topic], Page[int]]":
    """One page of the topics that `viewer` may read in `group`, newest first."""
    readable = Topic.objects.visible_to(viewer).filter(group=group)
    page = page_of(asked_page, readable.count(), TOPICS_PER_PAGE)
    rows = rows_of(page)
    return readable.order_by("-last_post_at", "uid")[rows.start : rows.stop], page


def posts_of(viewer: Viewer, topic: Topic, asked_page: str) -> "tuple[Sequence[Post], Page[int]]":
    """Page N is a range of numbers, so that a long topic costs what a short one does.

    Each post gets `shown`: its HTML with references that this viewer may follow.
    """
    page = page_of(asked_page, topic.highest_number, POSTS_PER_PAGE)
    rows = rows_of(page)
    posts = list(
        Post.objects.visible_to(viewer)
        .filter(topic=topic, number__gt=rows.start, number__lte=rows.stop)
        .order_by("number")
    )
    for post, shown in zip(posts, resolve_references(viewer, [p.html for p in posts]), strict=True):
        post.shown = shown  # type: ignore[attr-defined]
    return posts, page


def page_of_post(number: int) -> int:
    """The page on which a post stands."""
    return (number - 1) // POSTS_PER_PAGE + 1


def members_of(group: Group, viewer: Viewer) -> QuerySet[GroupSeat]:
    """The open seats of a group, for its members; others get 404."""
    if tokens.grp(group.pk) not in viewer.tokens:
        raise Http404
    return open_seats_of(group)


def open_seats_of(group: Group) -> QuerySet[GroupSeat]:
    """The seats of those who hold the group's token now, by name."""
    now = timezone.now()
    seats = GroupSeat.objects.filter(
        Q(until=None) | Q(until__gt=now),
        group=group,
        since__lte=now,
        seat__person__standing_until__gt=now,
        seat__person__holdings__name=tokens.grp(group.pk),
    )
    return (
        seats.select_related("seat__person", "seat__organisation")
        .order_by("seat__person__name", "seat__person__uid")
        .distinct()
    )


def people_of(group: Group) -> QuerySet[Person]:
    """The members who can be named under TLP:RED: those who could read it then."""
    return nameable_in(group.pk)


def nameable_by(person: Person, group: Group) -> QuerySet[Person]:
    """The other members, whom `person` can name; nobody for who is not a member."""
    people = people_of(group)
    return people.exclude(pk=person.pk) if people.filter(pk=person.pk).exists() else people.none()


def named_in(topic: Topic) -> QuerySet[Person]:
    """Who was named for a TLP:RED topic."""
    rows = TopicAddressee.objects.filter(topic=topic).values("target")
    return Person.objects.filter(pk__in=rows).order_by("name", "uid")
