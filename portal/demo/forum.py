"""The demo's conversations, written through the forum's own verbs at their own times."""

from datetime import datetime, timedelta

from django.db import transaction

from community.forums import posting
from community.forums.models import Topic
from community.models import Person
from community.readers import viewer_for

from .cast import Cast, present
from .names import chance_for, uid_of
from .records import Record, topics


def seed_topics(cast: Cast) -> None:
    """The written topics with all their posts; a topic is there whole or not at all."""
    rows = topics()
    known = present(Topic, "topic", (row["key"] for row in rows))
    for row in rows:
        if row["key"] not in known:
            _write(cast, row)


@transaction.atomic
def _write(cast: Cast, row: Record) -> None:
    began = cast.clock.ago(row["days_ago"])
    topic: Topic | None = None
    for number, post in enumerate(row["post"], 1):
        at = began + timedelta(hours=post["hours_after"])
        by = writer(cast, post["author"], post["org"], at)
        words = posting.Words(post["text"].strip(), post["lang"], post.get("sealed", False))
        given = given_for(row["key"], number, at)
        key = f"demo:{row['key']}:{number}"[:64]
        if topic is None:
            topic = posting.start_topic(
                cast.groups[row["group"]],
                by=by,
                title=row["title"],
                words=words,
                key=key,
                label=row["label"],
                kind=row["kind"],
                named=named(cast, row),
                given=given,
            )
        else:
            posting.reply(topic, by=by, words=words, key=key, given=given)


def named(cast: Cast, row: Record) -> list[Person]:
    """Who was named for a TLP:RED topic."""
    return [cast.people[key] for key in row.get("named", ())]


def writer(cast: Cast, person: str, organisation: str, at: datetime) -> posting.Writer:
    """Somebody who writes, with what they held at that time."""
    who = cast.people[person]
    return posting.Writer(viewer_for(who, at), who, cast.organisations[organisation])


def given_for(topic: str, number: int, at: datetime) -> posting.Given:
    """Clock and chance of a post, from its topic and number. Letters depend on both."""
    return posting.Given(
        now=at,
        topic=uid_of("topic", topic),
        post=uid_of("post", f"{topic}/{number}"),
        choose=chance_for("letter", topic, number).choice,
    )
