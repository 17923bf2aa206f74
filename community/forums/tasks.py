"""The worker's side of forums: telling readers."""

from uuid import UUID

from community.access.tlp import Label
from community.jobs.payload import Payload
from community.jobs.registry import register
from community.models import Group
from search import registry

from . import notifying
from .models import Post, Topic
from .posting import TELL_POST, TELL_RISE


@register(TELL_POST)
def tell_post(payload: Payload) -> None:
    """Mails and digest items about one post."""
    posts = Post.objects.select_related("topic__group")
    post = posts.get(topic__uid=UUID(str(payload["topic"])), number=int(str(payload["number"])))
    notifying.tell_readers(post)


@register(TELL_RISE)
def tell_rise(payload: Payload) -> None:
    """One note to each who was mailed while the topic's label was milder."""
    topic = Topic.objects.get(uid=UUID(str(payload["topic"])))
    notifying.tell_rise(topic, Label(str(payload["label"])))


@register("forums.index_groups")
def index_groups(payload: Payload) -> None:
    """Every group into the search, each in a transaction of its own: asked for by a migration."""
    for uid in Group.objects.order_by("pk").values_list("uid", flat=True):
        registry.touch("group", uid)
