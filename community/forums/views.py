"""Pages of groups and topics. Reading goes through `reading`, writing through `posting`."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from community.access.gates import gate, readable_or_404, viewer_of
from community.access.policy import ask
from community.agreements.own import asked_at_door
from community.models import Group

from . import reading
from .composing import Composing, compose_reply, compose_topic
from .models import Topic
from .opening import note_opening


@gate("public")
def group_list(request: HttpRequest) -> HttpResponse:
    """The groups whose name the viewer may know."""
    rows = reading.groups_for(viewer_of(request))
    return render(request, "forums/group_list.html", {"rows": rows})


@gate("public")
def group_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A group with the topics the viewer may open."""
    viewer = viewer_of(request)
    group = readable_or_404(Group.objects, viewer, uid=uid)
    topics, page = reading.topics_in(viewer, group, request.GET.get("page", ""))
    context = {"group": group, "topics": topics, "page": page, "tab": "topics"}
    context["may_write"] = ask(viewer, "group.write", group)
    context["own_groups"] = reading.own_groups(viewer)
    context["to_sign"] = asked_at_door(viewer, group)
    return render(request, "forums/group.html", context)


@gate("member")
def group_members(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who sits in a group; for its members."""
    viewer = viewer_of(request)
    group = readable_or_404(Group.objects, viewer, uid=uid)
    seats = reading.members_of(group, viewer)
    context = {"group": group, "seats": seats, "tab": "members"}
    context["may_write"] = True  # only members come this far, and every member writes
    context["own_groups"] = reading.own_groups(viewer)
    return render(request, "forums/members.html", context)


@gate("member")
def new_topic(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form for a new topic; refused posts come back with everything typed."""
    group = readable_or_404(Group.objects, viewer_of(request), uid=uid)
    return _answer(request, compose_topic(request, group), "forums/new_topic.html")


@gate("public")
def topic_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A topic, one numbered page of its posts, and the composer for who may write."""
    viewer = viewer_of(request)
    topic = readable_or_404(Topic.objects.select_related("group"), viewer, uid=uid)
    note_opening(viewer, topic)
    posts, page = reading.posts_of(viewer, topic, request.GET.get("page", ""))
    composing = compose_reply(request, topic)
    context = {"topic": topic, "group": topic.group, "posts": posts, "page": page}
    context["own_groups"] = reading.own_groups(viewer)
    return render(request, "forums/topic.html", context | composing.context)


@gate("member")
def reply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Takes a reply; the page of its own shows it again when something is wrong."""
    topics = Topic.objects.select_related("group")
    topic = readable_or_404(topics, viewer_of(request), uid=uid)
    return _answer(request, compose_reply(request, topic), "forums/reply.html")


@gate("public")
def post_place(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The permanent address of a post leads to its page in the topic."""
    topic = readable_or_404(Topic.objects, viewer_of(request), uid=uid)
    number = min(max(number, 1), max(topic.highest_number, 1))
    query = f"?page={page}" if (page := reading.page_of_post(number)) > 1 else ""
    return redirect(f"{reverse('groups:topic', args=[uid])}{query}#post-{number}")


def _answer(request: HttpRequest, composing: Composing, template: str) -> HttpResponse:
    if composing.made is not None:
        return redirect(composing.made)
    context = composing.context | {"own_groups": reading.own_groups(viewer_of(request))}
    return render(request, template, context, status=composing.status)
