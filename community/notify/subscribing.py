"""The only writer of subscriptions and mail hours. Everybody sets their own."""

from collections.abc import Mapping
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from community.access.models import Holding
from community.endings import ends
from community.models import Group, Organisation, Person

from .choosing import Ask, ask_of, stream_of
from .hours import next_digest, zone_of
from .models import (
    Concern,
    DigestDue,
    DigestItem,
    Interval,
    MailHours,
    OutgoingMail,
    Subscription,
)


def choose(person: Person, choices: Mapping[Ask, str | None]) -> None:
    """Writes what `person` chose: an interval, or None for what is the default there."""
    with transaction.atomic():
        for (kind, place), interval in choices.items():
            rows = Subscription.objects.filter(person=person, kind=kind, place=place)
            if interval is None:
                rows.delete()
                continue
            never = interval == Interval.NEVER
            if never:
                _drop_waiting(person, (kind, place))
            channel = Subscription.Channel.NONE if never else Subscription.Channel.MAIL
            Subscription.objects.update_or_create(
                person=person,
                kind=kind,
                place=place,
                defaults={"interval": Interval(interval), "channel": channel},
            )


def _drop_waiting(person: Person, ask: Ask) -> None:
    items = DigestItem.objects.filter(person=person, mail=None)
    if ask[0] == Concern.DIGEST:
        items.filter(interval=ask[1]).delete()
    else:
        items.filter(stream=stream_of(ask)).delete()


def set_hours(
    person: Person,
    *,
    quiet_from: time | None,
    quiet_until: time | None,
    digest_hour: int,
    digest_weekday: int,
    time_zone: str,
) -> None:
    """Writes when mail may come, and moves what waits to the new hours."""
    with transaction.atomic():
        hours, _made = MailHours.objects.update_or_create(
            person=person,
            defaults={
                "quiet_from": quiet_from,
                "quiet_until": quiet_until,
                "digest_hour": digest_hour,
                "digest_weekday": digest_weekday,
            },
        )
        Person.objects.filter(pk=person.pk).update(time_zone=time_zone)
        for row in DigestDue.objects.filter(person=person):
            row.due = next_digest(row.interval, timezone.now(), hours, zone_of(time_zone))
            row.save(update_fields=["due"])


def stop(mail: OutgoingMail) -> bool:
    """Ends exactly the subscription that `mail` came by; False if it came by none that can
    be ended. Doing it twice does no harm."""
    if mail.person_id is None or not mail.stream:
        return False
    person = Person.objects.filter(pk=mail.person_id).first()
    if person is None or ask_of(mail.stream)[0] == Concern.CRISIS:
        return False
    choose(person, {ask_of(mail.stream): Interval.NEVER})
    return True


@ends("subscriptions")
def end_subscriptions(person: Person, organisation: Organisation | None, now: datetime) -> None:
    """Who has left is subscribed to nothing; who stays in the network by another seat keeps
    what is not about groups they have lost. What waits in a digest goes with it."""
    left = organisation is None or person.standing_until is None or person.standing_until <= now
    rows = Subscription.objects.filter(person=person)
    if not left:
        held = Holding.objects.filter(person=person, name__startswith="grp:")
        groups = [int(name.removeprefix("grp:")) for name in held.values_list("name", flat=True)]
        kept = {
            f"group:{uid}"
            for uid in Group.objects.filter(pk__in=groups).values_list("uid", flat=True)
        }
        rows.filter(place__startswith="group:").exclude(place__in=kept).delete()
        return
    rows.delete()
    DigestDue.objects.filter(person=person).delete()
    DigestItem.objects.filter(person=person, mail=None).delete()
