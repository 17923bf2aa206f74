"""Who can log in to the demo, and what there is to open, with who may: by the rule itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation

from community.access.models import PUBLIC_SET_ID
from community.access.viewer import ANONYMOUS, Viewer
from community.forums.models import Post, Topic
from community.forums.reading import page_of_post
from community.models import Group, Person
from community.readers import viewer_for
from portal.advisories.models import Advisory, Release
from portal.models import BasePage

from .names import DOMAIN, PASSWORD, uid_of
from .records import records

CODE = "000000"
_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with an address. `label` and `circle` are None where it has none of its own."""

    kind: str
    label: str | None
    circle: str | None
    url: str
    title: str
    acl: int
    desk: int | None = None


def accounts() -> list[dict[str, str]]:
    """Role, address, password and code of everybody on the login list."""
    people = {row["key"]: row for row in records("people")["people"]}
    return [
        {
            "role": role,
            "email": f"{people[key]['email_local']}@{DOMAIN}",
            "password": PASSWORD,
            "code": CODE,
        }
        for role, key in records("people")["accounts"].items()
    ]


def things() -> list[dict[str, Any]]:
    """Everything that can be opened, and which accounts may."""
    viewers = _viewers()
    with translation.override(_LANGUAGE):
        return [_told(thing, viewers) for thing in _everything()]


def _viewers() -> dict[str, Viewer]:
    keys = records("people")["accounts"]
    people = Person.objects.in_bulk([uid_of("person", k) for k in keys.values()], field_name="uid")
    found = {role: viewer_for(people[uid_of("person", key)]) for role, key in keys.items()}
    return {"anonymous": ANONYMOUS, **found}


def _told(thing: Thing, viewers: dict[str, Viewer]) -> dict[str, Any]:
    return {
        "kind": thing.kind,
        "label": thing.label,
        "circle": thing.circle,
        "url": thing.url,
        "title": thing.title,
        "readers": [role for role, viewer in viewers.items() if _opens(viewer, thing)],
    }


def _opens(viewer: Viewer, thing: Thing) -> bool:
    """By the token set alone; a draft also takes a duty at its desk."""
    if thing.acl not in viewer.acl_ids:
        return False
    duties = ("author", "reviewer", "publisher")
    return thing.desk is None or any(viewer.has_role(duty, thing.desk) for duty in duties)


def _everything() -> Iterator[Thing]:
    yield from _pages()
    yield from _advisories()
    yield from _drafts()
    yield from _groups()
    yield from _topics()
    yield from _posts()


def _pages() -> Iterator[Thing]:
    for page in BasePage.objects.live().select_related("locale").order_by("path"):
        with translation.override(page.content_language):
            url = page.address
        yield Thing("page", "CLEAR", None, url, page.title, PUBLIC_SET_ID)


def _advisories() -> Iterator[Thing]:
    rows = Release.objects.filter(latest=True).select_related("advisory")
    for row in rows.defer("canonical", "html", "advisory__draft").order_by("released_at", "uid"):
        url = reverse("advisories:page", args=[row.advisory.uid])
        yield Thing("advisory", row.label, None, url, row.title, row.acl_id)


def _drafts() -> Iterator[Thing]:
    rows = Advisory.objects.filter(releases=None).order_by("created_at", "uid")
    for row in rows.defer("draft"):
        url = reverse("advisories:edit", args=[row.uid])
        yield Thing("draft", row.label, None, url, row.draft_title, row.acl_id, row.team_id)


def _groups() -> Iterator[Thing]:
    for group in Group.objects.order_by("pk"):
        url = reverse("groups:group", args=[group.uid])
        yield Thing("group", None, group.circle, url, group.name_en or group.name, group.acl_id)


def _topics() -> Iterator[Thing]:
    for topic in Topic.objects.select_related("group").order_by("created_at", "uid"):
        yield _in_group("topic", topic, reverse("groups:topic", args=[topic.uid]), topic.acl_id)


def _posts() -> Iterator[Thing]:
    """A post is opened on its page of the topic."""
    posts = Post.objects.select_related("topic__group").defer("source", "html")
    for post in posts.order_by("topic__created_at", "topic__uid", "number"):
        page = page_of_post(post.number)
        query = f"?page={page}" if page > 1 else ""
        url = f"{reverse('groups:topic', args=[post.topic.uid])}{query}#post-{post.number}"
        yield _in_group("post", post.topic, url, post.acl_id)


def _in_group(kind: str, topic: Topic, url: str, acl: int) -> Thing:
    return Thing(kind, topic.label, topic.group.circle, url, topic.title, acl)
