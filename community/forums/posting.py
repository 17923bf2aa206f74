"""The only writer of topics, posts and authorship. One function is one act.

`by` is the viewer who acts, `person` the account behind it. `key` comes with the form: the
same key of the same person is the same post, however often it is sent.
"""

import secrets
import string
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from community.access.actors import Actor, system
from community.access.mixins import AddresseeKind
from community.access.policy import Refused, require
from community.access.tlp import Label
from community.access.viewer import Viewer
from community.audit.recording import record
from community.jobs.queue import enqueue
from community.markup import PIPELINE_VERSION, render
from community.models import Group, Organisation, Person
from community.on_behalf import seat_in_group
from community.readers import nameable_in
from community.trustees.sealing import seal
from search import registry
from search.analysis.script import script_of

from .audience import audience_of
from .models import Authorship, Post, Topic, TopicAddressee
from .rules import Wanted


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and for which organisation; the verbs check that it fits."""

    viewer: Viewer
    person: Person
    on_behalf_of: Organisation


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed: markdown, its language, whether the name is to be sealed."""

    text: str
    lang: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Clock and chance. In life nothing is given; the demo gives all, to be the same each time."""

    now: datetime | None = None
    topic: uuid.UUID | None = None
    post: uuid.UUID | None = None
    choose: Callable[[Sequence[str]], str] = secrets.choice

    @property
    def moment(self) -> datetime:
        """The time of the act."""
        return self.now or timezone.now()


IN_LIFE = Given()
TELL_POST = "forums.tell_post"
TELL_RISE = "forums.tell_rise"


class SentBefore(Refused):
    """The form's key made something else before: what came now is no double of it."""

    def __init__(self, act: str) -> None:
        super().__init__(
            act,
            gettext(
                "This form was sent before, with another text. What you wrote now stands below:"
                " send it again if it is meant as well."
            ),
        )


def start_topic(
    group: Group,
    *,
    by: Writer,
    title: str,
    words: Words,
    key: str,
    label: str,
    kind: str = Topic.Kind.DISCUSSION,
    named: Sequence[Person] = (),
    given: Given = IN_LIFE,
) -> Topic:
    """Opens a topic with its first post; `Refused` outside the group or above its ceiling.

    Under TLP:RED only `named` members and the writer read it.
    """
    require(by.viewer, "topic.start", Wanted(group, label))
    _check_seat(by, group, "topic.start")
    if (earlier := _made_before(by.person, key)) is not None:
        return _same_topic(earlier, group, title, words)
    try:
        with transaction.atomic():
            topic = _new_topic(group, by, title, words, label, kind, named, given)
            _append(topic, by, words, key, given)
            registry.touch("topic", topic.uid)
            _tell_readers(topic, 1, given)
            _log(by, words, "topic.start", "topic", topic)
    except IntegrityError:
        return _same_topic(_sent_twice(by.person, key), group, title, words)
    return topic


def reply(topic: Topic, *, by: Writer, words: Words, key: str, given: Given = IN_LIFE) -> Post:
    """Adds a post to a topic; `Refused` for who may not write there."""
    _check_seat(by, topic.group, "topic.reply")
    try:
        with transaction.atomic():
            locked = Topic.objects.select_for_update().get(pk=topic.pk)
            require(by.viewer, "topic.reply", locked)
            if (earlier := _made_before(by.person, key)) is not None:
                return _same_post(earlier, topic, words)
            post = _append(locked, by, words, key, given)
            _tell_readers(locked, post.number, given)
            _log(by, words, "topic.reply", "post", post)
    except IntegrityError:
        return _same_post(_sent_twice(by.person, key), topic, words)
    return post


def raise_label(topic: Topic, label: str, *, by: Writer, named: Sequence[Person] = ()) -> Topic:
    """Makes a topic stricter, with all its posts, at once. A label never falls."""
    require(by.viewer, "topic.raise", topic)
    if Label(label).rank <= Label(topic.label).rank:
        raise Refused("topic.raise", gettext("A label may rise, never fall."))
    require(by.viewer, "topic.start", Wanted(topic.group, label))
    with transaction.atomic():
        topic = Topic.objects.select_for_update().get(pk=topic.pk)
        people = _members_named(topic.group, named, by.person) if label == Label.RED else []
        topic.set_audience(label, audience_of(topic.group, label, people))
        topic.save(update_fields=["label", "acl"])
        _name(topic, people, by.person, timezone.now())
        Post.objects.filter(topic=topic).update(acl=topic.acl)
        _find_again(topic)
        enqueue(
            TELL_RISE,
            {"topic": str(topic.uid), "label": label},
            key=f"topic-rise:{topic.uid}:{label}",
        )
        record(
            actor=by.viewer.actor,
            on_behalf_of=str(by.on_behalf_of.uid),
            verb="topic.raise",
            kind="topic",
            uid=str(topic.uid),
            details={"label": label},
        )
    return topic


def spared(post: Post) -> frozenset[int]:
    """The keys of who gets no mail about `post`: its author, who knows of it. Nobody where
    the author is sealed, since the one who is left out would be seen to be the author."""
    if post.sealed:
        return frozenset()
    return frozenset(Authorship.objects.filter(post=post).values_list("person", flat=True))


def openly_wrote_in(topic: Topic) -> frozenset[int]:
    """The keys of who wrote in `topic` under their own name. What they wrote sealed does not
    count: a mail "because you wrote here" would say who it was."""
    rows = Authorship.objects.filter(post__topic=topic, post__sealed=False)
    return frozenset(rows.values_list("person", flat=True))


def written_by(topic_uid: uuid.UUID, number: int | None = None) -> QuerySet[Person]:
    """Who wrote in a topic, or one post of it, sealed or not: for trustees who broke the glass
    and for the letters about it, never for a page that others see."""
    rows = Authorship.objects.filter(post__topic__uid=topic_uid)
    rows = rows.filter(post__number=number) if number is not None else rows
    return Person.objects.filter(pk__in=rows.values("person")).order_by("uid")


def posts_of(person: Person) -> QuerySet[Post]:
    """What `person` wrote, sealed or not: for their own copy of it and for their erasure."""
    return Post.objects.filter(pk__in=Authorship.objects.filter(person=person).values("post"))


def _tell_readers(topic: Topic, number: int, given: Given) -> None:
    """Mail to readers, by a job. Not for what is written into the past, as the demo does."""
    if given.now is None:
        enqueue(
            TELL_POST,
            {"topic": str(topic.uid), "number": number},
            key=f"post:{topic.uid}:{number}",
        )


def _new_topic(
    group: Group,
    by: Writer,
    title: str,
    words: Words,
    label: str,
    kind: str,
    named: Sequence[Person],
    given: Given,
) -> Topic:
    now = given.moment
    topic = Topic(
        uid=given.topic or uuid.uuid4(),
        group=group,
        kind=kind,
        title=title,
        lang=words.lang,
        script=script_of(f"{title} {words.text}"),
        created_at=now,
        last_post_at=now,
    )
    people = _members_named(group, named, by.person) if label == Label.RED else []
    topic.set_audience(label, audience_of(group, label, people))
    topic.save()
    _name(topic, people, by.person, now)
    return topic


def _members_named(group: Group, named: Iterable[Person], writer: Person) -> list[Person]:
    """Only members who may read TLP:RED can be named; the writer always is."""
    people = {person.pk: person for person in named}
    people[writer.pk] = writer
    if people.keys() - set(nameable_in(group.pk).values_list("pk", flat=True)):
        raise Refused("topic.start", gettext("Only members of the group can be named."))
    return list(people.values())


def _name(topic: Topic, people: Iterable[Person], by: Person, now: datetime) -> None:
    TopicAddressee.objects.bulk_create(
        [
            TopicAddressee(
                topic=topic,
                kind=AddresseeKind.PERSON,
                target=person.pk,
                added_by=by,
                added_at=now,
            )
            for person in {person.pk: person for person in people}.values()
        ],
        ignore_conflicts=True,
    )


def _append(topic: Topic, by: Writer, words: Words, key: str, given: Given) -> Post:
    """The next number, taken while the topic's row is held."""
    byline, place = _byline(topic, by, words.sealed, given.choose)
    post = Post.objects.create(
        uid=given.post or uuid.uuid4(),
        topic=topic,
        acl_id=topic.acl_id,
        number=topic.highest_number + 1,
        source=words.text,
        html=render(words.text),
        pipeline=PIPELINE_VERSION,
        lang=words.lang,
        script=script_of(words.text),
        byline=byline,
        byline_place=place,
        sealed=words.sealed,
        created_at=given.moment,
    )
    Authorship.objects.create(
        post=post, person=by.person, on_behalf_of=by.on_behalf_of, create_key=key
    )
    topic.highest_number = post.number
    topic.post_count += 1
    topic.last_post_at = post.created_at
    topic.last_byline = byline
    topic.save(update_fields=["highest_number", "post_count", "last_post_at", "last_byline"])
    registry.touch("post", post.uid)
    return post


def _byline(
    topic: Topic, by: Writer, sealed: bool, choose: Callable[[Sequence[str]], str]
) -> tuple[str, str]:
    """Name and organisation, or a random letter that stays the same through the topic."""
    if not sealed:
        return by.person.name, by.on_behalf_of.short_name
    earlier = Authorship.objects.filter(
        post__topic=topic, post__sealed=True, person=by.person
    ).values_list("post__byline", flat=True)
    if (letter := earlier.first()) is not None:
        return letter, ""
    taken = set(topic.posts.filter(sealed=True).values_list("byline", flat=True))
    free = [letter for letter in string.ascii_uppercase if letter not in taken]
    return choose(free or list(string.ascii_uppercase)), ""


def _check_seat(by: Writer, group: Group, act: str) -> None:
    """On whose behalf is never a free choice: only an organisation one sits for here."""
    seat = seat_in_group(by.person, group, by.on_behalf_of)
    if seat is None:
        raise Refused(act, gettext("You are not in this group for that organisation."))


def _made_before(person: Person, key: str) -> Post | None:
    row = Authorship.objects.filter(person=person, create_key=key).select_related("post__topic")
    found = row.first()
    return found.post if found else None


def _sent_twice(person: Person, key: str) -> Post:
    """Two copies of a form arrived at once; the other one made the post."""
    post = _made_before(person, key)
    if post is None:
        raise LookupError("a post collided with something other than its twin")
    return post


def _same_topic(earlier: Post, group: Group, title: str, words: Words) -> Topic:
    topic = earlier.topic
    if (topic.group_id, topic.title, earlier.number) != (group.pk, title, 1):
        raise SentBefore("topic.start")
    return _same_post(earlier, topic, words, "topic.start").topic


def _same_post(earlier: Post, topic: Topic, words: Words, act: str = "topic.reply") -> Post:
    if (earlier.topic_id, earlier.source) != (topic.pk, words.text):
        raise SentBefore(act)
    return earlier


def _find_again(topic: Topic) -> None:
    registry.touch("topic", topic.uid)
    for uid in topic.posts.values_list("uid", flat=True):
        registry.touch("post", uid)


def _log(by: Writer, words: Words, verb: str, kind: str, thing: Topic | Post) -> None:
    """A sealed act names nobody in the log either: who it was, two trustees can read."""
    actor: Actor = system("sealed") if words.sealed else by.viewer.actor
    behalf, details = str(by.on_behalf_of.uid), {}
    if words.sealed:
        details = seal(by.viewer.actor, behalf, kind=kind, uid=thing.uid)
    record(
        actor=actor,
        on_behalf_of="" if words.sealed else behalf,
        verb=verb,
        kind=kind,
        uid=str(thing.uid),
        details=details,
    )
