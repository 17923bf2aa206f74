"""Mail of the demo: some choices, what was written lately, an address that refuses mail."""

from django.utils import timezone

from community.forums.models import Post
from community.forums.notifying import tell_readers
from community.jobs.models import Job
from community.models import Person
from community.notify.addresses import stop_address
from community.notify.models import Concern, Interval, MailHours, OutgoingMail, StoppedAddress
from community.notify.subscribing import choose

from .cast import Cast

LATEST = 3
State = OutgoingMail.State


def seed_mail(cast: Cast) -> None:
    """Once: a network that has mail is left alone. Nothing of it goes out by itself."""
    if OutgoingMail.objects.filter(why=OutgoingMail.Why.SUBSCRIPTION).exists():
        return
    people = [cast.people[key] for key in sorted(cast.people)]
    for number, person in enumerate(people[:6]):
        _choices(person, number)
    for post in Post.objects.select_related("topic__group").order_by("-created_at", "uid")[:LATEST]:
        tell_readers(post)
    _sent_long_ago()
    stopped = next((p for p in reversed(people) if p.standing_until is not None), None)
    if stopped is not None:
        stop_address(stopped.email, StoppedAddress.Reason.BOUNCED, "5.1.1")


def _choices(person: Person, number: int) -> None:
    """Some like it at once, some once a week, and everybody sleeps."""
    intervals = (Interval.NOW, Interval.DAILY, Interval.WEEKLY)
    choose(person, {(Concern.REPLIES, ""): intervals[number % len(intervals)]})
    MailHours.objects.get_or_create(
        person=person, defaults={"quiet_from": "22:00", "quiet_until": "06:30"}
    )


def _sent_long_ago() -> None:
    """What was told at once has gone out; the digests wait for the morning."""
    told = OutgoingMail.objects.filter(kind="topic.posted", state=State.QUEUED)
    keys = [f"mail:{uid}" for uid in told.values_list("uid", flat=True)]
    Job.objects.filter(key__in=keys).delete()
    told.update(state=State.SENT, sent_at=timezone.now())
