"""When mail may come, on clocks that change and in nights that pass midnight."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from community.notify.hours import STANDARD, after_quiet, next_digest, zone_of
from community.notify.models import Interval, MailHours

BELGRADE = ZoneInfo("Europe/Belgrade")
NIGHT = MailHours(quiet_from=time(22), quiet_until=time(7))
NOON = MailHours(quiet_from=time(12), quiet_until=time(13, 30))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "moment", "later"),
    [
        (STANDARD, "2026-11-24T02:00", "2026-11-24T02:00"),
        (NIGHT, "2026-11-24T20:59", "2026-11-24T20:59"),
        (NIGHT, "2026-11-24T21:00", "2026-11-25T06:00"),
        (NIGHT, "2026-11-24T23:30", "2026-11-25T06:00"),
        (NIGHT, "2026-11-25T05:59", "2026-11-25T06:00"),
        (NIGHT, "2026-11-25T06:00", "2026-11-25T06:00"),
        (NOON, "2026-11-24T11:30", "2026-11-24T12:30"),
        (NOON, "2026-11-24T10:59", "2026-11-24T10:59"),
        # The clock goes back in this night: seven o'clock is an hour further away.
        (NIGHT, "2026-10-24T21:00", "2026-10-25T06:00"),
        (NIGHT, "2026-03-28T22:00", "2026-03-29T05:00"),
    ],
)
def test_quiet_hours_hold_back_until_they_end(hours: MailHours, moment: str, later: str) -> None:
    assert after_quiet(utc(moment), hours, BELGRADE) == utc(later)


@pytest.mark.parametrize(
    ("interval", "after", "due"),
    [
        (Interval.HOURLY, "2026-11-24T09:00", "2026-11-24T10:00"),
        (Interval.HOURLY, "2026-11-24T09:59", "2026-11-24T10:00"),
        (Interval.DAILY, "2026-11-24T05:59", "2026-11-24T06:00"),
        (Interval.DAILY, "2026-11-24T06:00", "2026-11-25T06:00"),
        (Interval.WEEKLY, "2026-11-24T09:00", "2026-11-30T06:00"),
        (Interval.WEEKLY, "2026-11-30T05:00", "2026-11-30T06:00"),
        # Summer time ends on 25 October 2026 and begins on 29 March 2026.
        (Interval.DAILY, "2026-10-24T06:00", "2026-10-25T06:00"),
        (Interval.DAILY, "2026-03-28T06:00", "2026-03-29T05:00"),
    ],
)
def test_a_digest_is_due_at_the_same_hour_of_the_local_clock(
    interval: str, after: str, due: str
) -> None:
    assert next_digest(interval, utc(after), STANDARD, BELGRADE) == utc(due)


def test_an_hour_that_the_clock_leaves_out_or_has_twice_gives_one_digest() -> None:
    at_two = MailHours(digest_hour=2)
    spring = next_digest(Interval.DAILY, utc("2026-03-28T12:00"), at_two, BELGRADE)
    assert spring == utc("2026-03-29T01:00")  # 03:00 local: two o'clock does not come
    assert next_digest(Interval.DAILY, spring, at_two, BELGRADE) == utc("2026-03-30T00:00")
    autumn = next_digest(Interval.DAILY, utc("2026-10-24T12:00"), at_two, BELGRADE)
    assert autumn == utc("2026-10-25T00:00")
    again = next_digest(Interval.DAILY, autumn, at_two, BELGRADE)
    assert again == utc("2026-10-26T01:00")


def test_quiet_hours_hold_digests_back_too() -> None:
    hours = MailHours(digest_hour=6, quiet_from=time(22), quiet_until=time(8))
    assert next_digest(Interval.DAILY, utc("2026-11-24T12:00"), hours, BELGRADE) == utc(
        "2026-11-25T07:00"
    )


@pytest.mark.parametrize("name", ["", "Nowhere/City", "../../etc/passwd"])
def test_a_zone_that_is_not_known_is_the_networks(name: str) -> None:
    assert zone_of(name) == BELGRADE
