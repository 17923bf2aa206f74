"""From a request to a verb and back: the form again with what was typed, or where it went."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from community.access.gates import viewer_of
from community.access.policy import Refused, ask
from community.access.tlp import Label
from community.audit.recording import record_refusal
from community.markup import render
from community.models import Group, Person

from . import posting
from .audience import reach, reach_of
from .forms import ComposerForm, TopicForm
from .models import Post, Topic
from .reading import page_of_post


@dataclass(frozen=True, slots=True)
class Composing:
    """`made` is where the new thing stands, or None with the form in `context`."""

    context: dict[str, Any]
    made: str | None = None
    status: int = 200


def compose_topic(request: HttpRequest, group: Group) -> Composing:
    """A new topic in `group`."""
    form = _bound(TopicForm, request, group)

    def send() -> str:
        topic = posting.start_topic(
            group,
            by=_writer(request, form),
            title=form.cleaned_data["title"],
            words=_words(form),
            key=form.cleaned_data["key"],
            label=form.cleaned_data["label"],
            kind=form.cleaned_data["kind"],
            named=list(form.cleaned_data.get("named", ())),
        )
        return reverse("groups:topic", args=[topic.uid])

    composing = _compose(request, form, send, "group.write", group, "topic.start")
    label = _chosen_label(form)
    sends = bool(composing.context["may_write"])
    reaches = _reaches(label, group, request) if sends else None
    composing.context.update(group=group, chosen=label, reaches=reaches)
    return composing


def compose_reply(request: HttpRequest, topic: Topic) -> Composing:
    """A reply in `topic`; on GET the empty composer."""
    form = _bound(ComposerForm, request, topic.group)

    def send() -> str:
        post = posting.reply(
            topic, by=_writer(request, form), words=_words(form), key=form.cleaned_data["key"]
        )
        return _place(post, topic)

    composing = _compose(request, form, send, "topic.reply", topic, "topic.reply")
    sends = bool(composing.context["may_write"])
    reaches = reach_of(topic, _sender(request)) if sends else None
    composing.context.update(topic=topic, group=topic.group, reaches=reaches)
    return composing


def _compose(
    request: HttpRequest,
    form: ComposerForm | None,
    send: Callable[[], str],
    act: str,
    thing: Group | Topic,
    logged_as: str,
) -> Composing:
    decision = ask(viewer_of(request), act, thing)
    context = {"form": form, "may_write": decision, "refused": ""}
    if request.method != "POST":
        return Composing(context)
    if not decision:
        return _refused(request, context, Refused(logged_as, decision.reason), thing)
    if form is None or not form.is_bound:
        return Composing(context)
    if not form.is_valid():
        return Composing(context, status=422)
    if "preview" in request.POST:
        return Composing(context | {"preview": render(form.cleaned_data["text"])})
    try:
        return Composing(context, made=send())
    except posting.SentBefore as before:
        form.renew_key()
        return Composing(context | {"refused": before.reason}, status=409)
    except Refused as refusal:
        return _refused(request, context, refusal, thing)


def _refused(
    request: HttpRequest, context: dict[str, Any], refusal: Refused, thing: Group | Topic
) -> Composing:
    record_refusal(
        actor=viewer_of(request).actor,
        verb=refusal.act,
        kind=thing._meta.model_name or "",
        uid=str(thing.uid),
        reason="policy",
    )
    return Composing(context | {"refused": refusal.reason}, status=403)


def _bound(kind: type[ComposerForm], request: HttpRequest, group: Group) -> Any:
    """The form with what was typed; None for visitors, who get no composer.

    Choosing another label (`relabel`) sends the form too: it comes back unjudged, with the
    new label and the number of people it reaches.
    """
    if not isinstance(request.user, Person):
        return None
    if request.method != "POST":
        return kind(group=group, person=request.user)
    if "relabel" in request.POST:
        typed = request.POST.dict() | {"named": request.POST.getlist("named")}
        typed["label"] = request.POST["relabel"]
        return kind(group=group, person=request.user, initial=typed)
    return kind(request.POST, group=group, person=request.user)


def _writer(request: HttpRequest, form: ComposerForm) -> posting.Writer:
    return posting.Writer(
        viewer=viewer_of(request),
        person=request.user,  # type: ignore[arg-type]
        on_behalf_of=form.cleaned_data["on_behalf_of"],
    )


def _words(form: ComposerForm) -> posting.Words:
    data = form.cleaned_data
    return posting.Words(text=data["text"], lang=data["lang"], sealed=data["sealed"])


def _sender(request: HttpRequest) -> int:
    return viewer_of(request).person_id or 0


def _chosen_label(form: TopicForm | None) -> Label | None:
    """The label on the form as it is shown, None where it names none of the group's."""
    if form is None:
        return None
    value = form["label"].value()
    allowed = [choice for choice, _words in form.fields["label"].choices]
    return Label(value) if value in allowed else None


def _reaches(label: Label | None, group: Group, request: HttpRequest) -> int | None:
    """The number on the button; None under TLP:RED, where it is for the persons named."""
    if label is None or label == Label.RED:
        return None
    return reach(group, label, (), _sender(request))


def _place(post: Post, topic: Topic) -> str:
    page = page_of_post(post.number)
    query = f"?page={page}" if page > 1 else ""
    return f"{reverse('groups:topic', args=[topic.uid])}{query}#post-{post.number}"
