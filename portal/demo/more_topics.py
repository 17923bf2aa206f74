"""More topics and posts than were written by hand, recombined within one group."""

from datetime import datetime, timedelta
from random import Random

from community.access.tlp import within
from community.forums import posting
from community.forums.models import Post, Topic
from community.forums.reading import open_seats_of
from community.models import Group, GroupSeat
from community.readers import viewer_for

from .cast import Cast, present
from .chunks import in_chunks
from .names import chance_for, uid_of
from .records import Record, records, topics

_POSTS_EACH = 3
_OLDEST, _YOUNGEST = 300, 45
_PAUSE = timedelta(hours=5)


def add_topics(cast: Cast, wanted: int) -> int:
    """Topics up to `wanted` in all, with one post each; returns how many are new."""
    extra = max(0, wanted - len(topics()))
    known = present(Topic, "topic", (_key(number) for number in range(1, extra + 1)))
    numbers = [number for number in range(1, extra + 1) if _key(number) not in known]
    seats = _seats(cast)
    return in_chunks(numbers, lambda number: _start(cast, number, seats))


def add_posts(cast: Cast, wanted: int) -> int:
    """Posts up to `wanted` in all, at least a few in each added topic, in turn over all topics.

    Without added topics the written ones grow. TLP:RED ones stay as they are, and so do those
    that members have started since.
    """
    added = _added()
    places = _open_topics(added)
    missing = max(wanted, _written() + len(added) * _POSTS_EACH) - Post.objects.count()
    work: list[tuple[str, int]] = []
    known = set(Post.objects.values_list("uid", flat=True))
    turn = 2
    while places and missing > len(work):
        fresh = [key for key in places if uid_of("post", f"{key}/more-{turn}") not in known]
        work += [(key, turn) for key in fresh[: missing - len(work)]]
        turn += 1
    seats = _seats(cast)
    return in_chunks(work, lambda item: _reply(cast, places[item[0]], *item, seats))


def _key(number: int) -> str:
    return f"more-{number}"


def _written() -> int:
    return sum(len(topic["post"]) for topic in topics())


def _donors() -> list[Record]:
    sealed = {row["key"] for row in records("groups")["groups"] if row["circle"] == "sealed"}
    return [topic for topic in topics() if topic["group"] not in sealed]


def _added() -> dict[str, Topic]:
    """The recombined topics in their order. Members may have started others beside them."""
    most = Topic.objects.count() - len(topics())
    return _in_order([_key(number) for number in range(1, most + 1)])


def _open_topics(added: dict[str, Topic]) -> dict[str, Topic]:
    """Where posts are added: the added topics, else the written ones, without TLP:RED."""
    places = added or _in_order([topic["key"] for topic in _donors()])
    return {key: topic for key, topic in places.items() if topic.label != "RED"}


def _in_order(keys: list[str]) -> dict[str, Topic]:
    found = present(Topic, "topic", keys)
    return {key: found[key] for key in keys if key in found}


def _seats(cast: Cast) -> dict[int, list[GroupSeat]]:
    """Who may write in which group, in an order of its own.

    A group's door may ask for a signature: a seat alone is not enough.
    """
    return {
        group.pk: sorted(open_seats_of(group).filter(until=None), key=lambda row: row.pk)
        for group in cast.groups.values()
    }


def _start(cast: Cast, number: int, seats: dict[int, list[GroupSeat]]) -> None:
    dice = chance_for("topic", number)
    donor = _donors()[number % len(_donors())]
    group = cast.groups[donor["group"]]
    at = cast.clock.ago(dice.uniform(_YOUNGEST, _OLDEST))
    place = dice.choice(records("organisations")["organisations"])["short_name"]
    named = [row.seat.person for row in dice.sample(seats[group.pk], 3)]
    posting.start_topic(
        group,
        by=_someone(group, seats, dice, at),
        title=f"{donor['title']} ({place})",
        words=_words(donor["group"], donor["label"], dice),
        key=f"demo:{_key(number)}",
        label=donor["label"],
        kind=donor["kind"],
        named=named if donor["label"] == "RED" else (),
        given=posting.Given(
            now=at,
            topic=uid_of("topic", _key(number)),
            post=uid_of("post", f"{_key(number)}/1"),
            choose=dice.choice,
        ),
    )


def _reply(
    cast: Cast, topic: Topic, key: str, turn: int, seats: dict[int, list[GroupSeat]]
) -> None:
    dice = chance_for("reply", key, turn)
    topic.refresh_from_db(fields=["last_post_at"])
    at = topic.last_post_at + min(_PAUSE, (cast.clock.now - topic.last_post_at) / 20)
    group = next(name for name, row in cast.groups.items() if row.pk == topic.group_id)
    uid = uid_of("post", f"{key}/more-{turn}")
    posting.reply(
        topic,
        by=_someone(cast.groups[group], seats, dice, at),
        words=_words(group, topic.label, dice),
        key=f"demo:{uid}",
        given=posting.Given(now=at, post=uid, choose=dice.choice),
    )


def _someone(
    group: Group, seats: dict[int, list[GroupSeat]], dice: Random, at: datetime
) -> posting.Writer:
    seat = dice.choice([row for row in seats[group.pk] if row.since <= at]).seat
    return posting.Writer(viewer_for(seat.person, at), seat.person, seat.organisation)


def _words(group: str, label: str, dice: Random) -> posting.Words:
    """A text of the same group that was written under this label or a milder one."""
    donors = [row for row in topics() if row["group"] == group and within(row["label"], label)]
    post = dice.choice([post for row in donors for post in row["post"]])
    return posting.Words(post["text"].strip(), post["lang"])
