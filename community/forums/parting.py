"""What becomes of somebody's words: a copy for them, and a byline without them once they go.

A post stays, with its number and place, when who wrote it is erased: threads stay readable.
A sealed post keeps its letter, which never said who it was.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from community.models import Person
from search import registry

from .models import Post, Topic
from .models.topics import FORMER
from .posting import posts_of


def words_of(person: Person) -> list[dict[str, Any]]:
    """What `person` wrote, sealed or not, as typed: for themselves alone.

    Of the topic only its uid; its title where they typed it, at its head.
    """
    rows = posts_of(person).select_related("topic").order_by("created_at", "uid")
    return [
        {
            "uid": str(post.uid),
            "topic": str(post.topic.uid),
            "title": post.topic.title if post.number == 1 else None,
            "number": post.number,
            "sealed": post.sealed,
            "byline": post.byline,
            "language": post.lang,
            "created_at": post.created_at,
            "edited_at": post.edited_at,
            "source": post.source,
        }
        for post in rows
    ]


def bury_bylines(person: Person) -> int:
    """Puts "former member" over what `person` wrote under their name; returns how many."""
    posts = posts_of(person).filter(sealed=False)
    last = posts.filter(number=F("topic__highest_number")).values("topic")
    Topic.objects.filter(pk__in=list(last.values_list("topic", flat=True))).update(
        last_byline=FORMER
    )
    uids = list(posts.values_list("uid", flat=True))
    count = posts.update(byline=FORMER, byline_place="")
    # The search knew who signed.
    for uid in uids:
        registry.touch("post", uid)
    return count


def delete_topics(uids: Sequence[UUID]) -> int:
    """Deletes topics with their posts, from the search too; for retention. In a transaction."""
    topics = Topic.objects.filter(uid__in=uids)
    _forget("post", Post.objects.filter(topic__in=topics).values_list("uid", flat=True))
    _forget("topic", topics.values_list("uid", flat=True))
    count = topics.count()
    topics.delete()
    return count


def _forget(kind: str, uids: Iterable[UUID]) -> None:
    for uid in list(uids):
        registry.forget(kind, uid)
