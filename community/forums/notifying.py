"""Who hears of a post, and what their mail says.

A topic's first post is for those who follow new topics of its group, a reply for those who
wrote in the topic under their name, and for others who asked for replies.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.markup import plain
from community.models import Person
from community.notify.choosing import Ask
from community.notify.fanout import Occasion, fan_out
from community.notify.letters import Letter, absolute
from community.notify.models import Concern, OutgoingMail
from community.notify.rechecks import recheck
from community.notify.rises import Rise, note_kinds
from community.notify.rises import tell_rise as write_notes
from community.notify.wording import Line, Words, lines, words
from community.readers import readers_of, viewer_for
from community.references import resolve_references

from . import posting
from .models import Post, Topic

POSTED = "topic.posted"
RAISED = "topic.raised"
LEAD = 280

note_kinds(RAISED)


def tell_readers(post: Post) -> int:
    """Writes mails and digest items for who reads `post` and wants to hear of it."""
    topic = post.topic
    readers = readers_of(post.acl_id).exclude(pk__in=posting.spared(post))
    group: str = f"group:{topic.group.uid}"
    if post.number == 1:
        asks: tuple[Ask, ...] = ((Concern.TOPICS, group), (Concern.TOPICS, ""))
        return fan_out(_occasion(post, asks), readers)
    this = (Concern.REPLIES, f"topic:{topic.uid}")
    wrote = posting.openly_wrote_in(topic)
    own = _occasion(post, (this, (Concern.OWN, "")))
    others = _occasion(post, (this, (Concern.REPLIES, group), (Concern.REPLIES, "")))
    return fan_out(own, readers.filter(pk__in=wrote)) + fan_out(
        others, readers.exclude(pk__in=wrote)
    )


def tell_rise(topic: Topic, label: Label) -> int:
    """Notes to who was mailed posts of `topic` before its label rose."""

    def letter() -> Letter:
        names = {"uid": topic.uid, "label": label.label}
        text = _(
            "What we mailed you earlier from topic %(uid)s is now %(label)s. Treat the mail and"
            " every copy of it so."
        )
        return Letter(_("The label of topic %(uid)s has risen") % names, [text % names])

    posts = list(topic.posts.values_list("uid", flat=True))
    return write_notes(Rise(RAISED, "topic", topic.uid, POSTED, posts, label), letter)


@recheck(POSTED)
def may_still_read(mail: OutgoingMail) -> bool:
    """Only who reads the post now, and only if the topic's label has not risen meanwhile."""
    person = Person.objects.filter(pk=mail.person_id or 0).first()
    if person is None:
        return False
    posts = Post.objects.visible_to(viewer_for(person)).filter(uid=mail.thing_uid)
    return posts.filter(topic__label=mail.label).exists()


@words(POSTED)
def words_of(mail: OutgoingMail, viewer: Viewer) -> Words | None:
    """The post as it stands on its page, under the name that stands there."""
    posts = Post.objects.visible_to(viewer).select_related("topic__group")
    post = posts.filter(uid=mail.thing_uid).first()
    if post is None:
        return None
    return Words(
        title=post.topic.title,
        neutral=_neutral(),
        url=_url(post),
        button=_("Open the topic"),
        byline=_byline(post),
        text=post.source,
        html=_html(post, viewer),
    )


@lines("post")
def lines_of(viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Line]:
    """The posts among `uids` that `viewer` may read now."""
    posts = Post.objects.visible_to(viewer).filter(uid__in=uids).select_related("topic__group")
    return {
        post.uid: Line(
            title=post.topic.title,
            neutral=_neutral(),
            url=_url(post),
            label=post.topic.label,
            note=_byline(post),
            lead=Truncator(" ".join(plain(post.source).split())).chars(LEAD),
        )
        for post in posts
    }


@lines("topic")
def topics_of(viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Line]:
    """The topics among `uids` that `viewer` may read now."""
    topics = Topic.objects.visible_to(viewer).filter(uid__in=uids).select_related("group")
    return {
        topic.uid: Line(
            title=topic.title,
            neutral=_neutral(),
            url=absolute(reverse("groups:topic", args=[topic.uid])),
            label=topic.label,
            note=topic.group.shown_name(),
        )
        for topic in topics
    }


def _occasion(post: Post, asks: tuple[Ask, ...]) -> Occasion:
    return Occasion(
        kind=POSTED,
        thing_kind="post",
        thing_uid=post.uid,
        label=post.topic.label,
        asks=asks,
        thread=f"topic:{post.topic.uid}",
    )


def _neutral() -> str:
    return _("There is something new in one of your groups.")


def _byline(post: Post) -> str:
    """As on the page: a name and its organisation, or a sealed member's letter."""
    letter = _("Sealed member %(letter)s") % {"letter": post.byline}
    author = letter if post.sealed else post.shown_byline
    names = [author, post.byline_place, post.topic.group.shown_name()]
    return " · ".join(filter(None, names))


def _url(post: Post) -> str:
    return absolute(reverse("groups:post", args=[post.topic.uid, post.number]))


def _html(post: Post, viewer: Viewer) -> str:
    """Our own renderer made it; links within the portal become whole addresses."""
    (html,) = resolve_references(viewer, [post.html])
    return mark_safe(html.replace('href="/', f'href="{absolute("/")}'))
