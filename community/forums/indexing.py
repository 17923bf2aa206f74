"""How topics and posts are found: as what, by whom, and read again before they are shown."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.markup import plain
from search.registry import Document, Kind, Row, register

from .models import Post, Topic


def topic_document(uid: UUID) -> Document | None:
    """A topic is found by its title; its words are in its posts."""
    topic = Topic.objects.select_related("acl").filter(uid=uid).first()
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
        topic=topic.uid,
    )


def post_document(uid: UUID) -> Document | None:
    """A post is found by its words; its topic's title is not repeated in it."""
    post = Post.objects.select_related("acl", "topic").filter(uid=uid).first()
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
        topic=post.topic.uid,
    )


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


def register_kinds() -> None:
    """Called once, when the app is ready."""
    register(
        Kind("topic", _("Topic"), topic_document, reread_topics, _topic_uids, plural=_("Topics"))
    )
    register(Kind("post", _("Post"), post_document, reread_posts, _post_uids, plural=_("Posts")))
