"""When mail may come: quiet hours and the next digest, on the recipient's own clock.

Local times are made from date and hour and then turned into UTC, so that a day on which the
clock changes has its digest once, and a time that the change leaves out comes after it.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from .models import Interval, MailHours

STANDARD = MailHours()


def hours_of(people: Collection[int]) -> dict[int, MailHours]:
    """The hours that these persons have set. One query."""
    return {row.person_id: row for row in MailHours.objects.filter(person__in=people)}


def zone_of(name: str) -> ZoneInfo:
    """A person's zone; the network's for one that is not set or not known."""
    try:
        return ZoneInfo(name or settings.NETWORK_TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.NETWORK_TIME_ZONE)


def after_quiet(moment: datetime, hours: MailHours, zone: ZoneInfo) -> datetime:
    """`moment`, or the end of the quiet hours it lies in. UTC."""
    start, end = hours.quiet_from, hours.quiet_until
    if start is None or end is None or start == end:
        return moment
    local = moment.astimezone(zone)
    clock = local.time()
    overnight = start > end
    quiet = clock >= start or clock < end if overnight else start <= clock < end
    if not quiet:
        return moment
    day = local.date() + timedelta(days=1) if overnight and clock >= start else local.date()
    return max(moment, _at(day, end, zone))


def next_digest(interval: str, after: datetime, hours: MailHours, zone: ZoneInfo) -> datetime:
    """When a digest of this interval is next due after `after`, outside quiet hours. UTC."""
    if interval == Interval.HOURLY:
        whole = after.replace(minute=0, second=0, microsecond=0)
        return after_quiet(whole + timedelta(hours=1), hours, zone)
    clock = time(hours.digest_hour)
    day = after.astimezone(zone).date()
    if interval == Interval.WEEKLY:
        day += timedelta(days=(hours.digest_weekday - day.weekday()) % 7)
    step = timedelta(days=7 if interval == Interval.WEEKLY else 1)
    due = _at(day, clock, zone)
    while due <= after:
        day += step
        due = _at(day, clock, zone)
    return after_quiet(due, hours, zone)


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
