"""How topics and posts are found: as what, by whom, and read again before they are shown."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.markup import plain
from community.models import Group
from search.analysis.script import script_of
from search.registry import Document, Kind, Row, register

from .models import Post, Topic
from .models.topics import FORMER


def topic_document(uid: UUID) -> Document | None:
    """A topic is found by its title; its words are in its posts."""
    topic = Topic.objects.select_related("acl", "group").filter(uid=uid).first()
    if topic is None:
        return None
    return Document(
        title=topic.title,
        body="",
        acl=topic.acl_id,
        partition=topic.acl.partition,
        lang=topic.lang,
        script=topic.script,
        date=topic.created_at,
        label=topic.label,
        marks={"group": names_of(topic.group), "tag": [topic.kind.replace("_", " ")]},
        topic=topic.uid,
    )


def post_document(uid: UUID) -> Document | None:
    """A post is found by its words; its topic's title is not repeated in it."""
    post = Post.objects.select_related("acl", "topic__group").filter(uid=uid).first()
    if post is None:
        return None
    return Document(
        title="",
        body=plain(post.source),
        acl=post.acl_id,
        partition=post.acl.partition,
        lang=post.lang,
        script=post.script,
        date=post.created_at,
        label=post.topic.label,
        marks={"group": names_of(post.topic.group), **_signed(post)},
        topic=post.topic.uid,
    )


def _signed(post: Post) -> dict[str, list[str]]:
    """Who signed, as everybody reads it who reads the post; of a sealed post nothing.

    Who really wrote it is not asked here: `author:` must not find what the page hides.
    """
    if post.sealed or post.byline == FORMER:
        return {}
    return {"author": [post.byline], "org": [post.byline_place]}


def names_of(group: Group) -> list[str]:
    """What a group is called; its name stands beside every topic, for whoever reads that."""
    return [name for name in (group.name, group.name_en) if name]


def group_document(uid: UUID) -> Document | None:
    """A group is found by its name and purpose, by whoever may know that it exists."""
    group = Group.objects.select_related("acl").filter(uid=uid).first()
    if group is None:
        return None
    return Document(
        title=group.name,
        body="\n".join(filter(None, [group.name_en, group.purpose, group.purpose_en])),
        acl=group.acl_id,
        partition=group.acl.partition,
        script=script_of(group.name),
        marks={"group": names_of(group)},
    )


def reread_groups(viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Row]:
    """The groups among `uids` of which `viewer` may know now."""
    return {
        group.uid: Row(
            title=group.shown_name(),
            url=reverse("groups:group", args=[group.uid]),
            place=group.get_circle_display(),
        )
        for group in Group.objects.visible_to(viewer).filter(uid__in=uids)
    }


def reread_topics(viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Row]:
    """The topics among `uids` that `viewer` may read now."""
    topics = Topic.objects.visible_to(viewer).filter(uid__in=uids).select_related("group")
    return {
        topic.uid: Row(
            title=topic.title,
            url=reverse("groups:topic", args=[topic.uid]),
            label=topic.label,
            date=topic.last_post_at,
            place=topic.group.shown_name(),
            lang=topic.html_lang,
            sparse=topic.label == Label.RED,
            about=_size(topic),
        )
        for topic in topics
    }


def reread_posts(viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Row]:
    """The posts among `uids` that `viewer` may read now, under their topic's title."""
    posts = Post.objects.visible_to(viewer).filter(uid__in=uids)
    return {
        post.uid: Row(
            title=post.topic.title,
            url=reverse("groups:post", args=[post.topic.uid, post.number]),
            label=post.topic.label,
            date=post.created_at,
            place=post.topic.group.shown_name(),
            lang=post.topic.html_lang,
            sparse=post.topic.label == Label.RED,
            about=_size(post.topic),
            part=_("post %(number)d") % {"number": post.number},
            whole=reverse("groups:topic", args=[post.topic.uid]),
            text_lang=post.html_lang,
        )
        for post in posts.select_related("topic__group")
    }


def _size(topic: Topic) -> str:
    count = topic.post_count
    return ngettext("%(number)d post", "%(number)d posts", count) % {"number": count}


def _topic_uids() -> Iterable[UUID]:
    return Topic.objects.values_list("uid", flat=True).iterator()


def _post_uids() -> Iterable[UUID]:
    return Post.objects.values_list("uid", flat=True).iterator()


def _group_uids() -> Iterable[UUID]:
    return Group.objects.values_list("uid", flat=True).iterator()


def register_kinds() -> None:
    """Called once, when the app is ready."""
    register(
        Kind("group", _("Group"), group_document, reread_groups, _group_uids, plural=_("Groups"))
    )
    register(
        Kind("topic", _("Topic"), topic_document, reread_topics, _topic_uids, plural=_("Topics"))
    )
    register(Kind("post", _("Post"), post_document, reread_posts, _post_uids, plural=_("Posts")))
