"""Topics behind broken glass: how two trustees find and read one, and who wrote a sealed post."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.viewer import ANONYMOUS
from community.models import Person
from community.references import resolve_references
from community.trustees.breakable import Found, Part, Shown, register_breakable

from .models import Post, Topic
from .posting import written_by


def register() -> None:
    """Called once, when the app is ready."""
    register_breakable("topic", gettext_lazy("Topic"), find, wrote)


def find(uid: UUID, number: int | None) -> Found | None:
    """A topic, or one post of it, whoever looks; None if there is none."""
    topic = Topic.objects.filter(uid=uid).first()
    if topic is None:
        return None
    post = topic.posts.filter(number=number).first() if number is not None else None
    if number is not None and post is None:
        return None
    return Found(
        authors=lambda: list(written_by(uid, number)),
        show=lambda: _shown(topic),
        sealed_author=(lambda: written_by(uid, number).get()) if post and post.sealed else None,
        sealed_as=_sealed_as(topic, post) if post and post.sealed else None,
    )


def wrote(person: Person, uid: UUID, number: int | None) -> bool:
    """Whether `person` wrote that post, or anything in that topic."""
    return written_by(uid, number).filter(pk=person.pk).exists()


def _sealed_as(topic: Topic, post: Post) -> tuple[str, UUID]:
    """The first post is sealed by the act that started its topic."""
    return ("topic", topic.uid) if post.number == 1 else ("post", post.uid)


def _shown(topic: Topic) -> Shown:
    return Shown(
        title=topic.title,
        label=topic.label,
        count=topic.highest_number,
        parts=lambda rows: _parts(topic, rows),
        lang=topic.html_lang,
    )


def _parts(topic: Topic, rows: range) -> Sequence[Part]:
    posts = topic.posts.filter(number__gt=rows.start, number__lte=rows.stop).order_by("number")
    # References lead only where everybody may go: the glass is broken for this topic alone.
    shown = resolve_references(ANONYMOUS, [post.html for post in posts])
    return [
        Part(heading=_heading(post), html=html, lang=post.html_lang, at=post.created_at)
        for post, html in zip(posts, shown, strict=True)
    ]


def _heading(post: Post) -> str:
    who = post.shown_byline
    if post.sealed:
        who = _("Sealed member %(letter)s") % {"letter": post.byline}
    return f"#{post.number} {who}"
