"""Times as people read them: in the network's zone, "today" where it is today."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def local(moment: datetime) -> datetime:
    """The same moment on the network's clocks."""
    return moment.astimezone(ZoneInfo(settings.NETWORK_TIME_ZONE))


def day_words(moment: datetime) -> str:
    """`today, 06:10`, `yesterday`, or the date."""
    then, now = local(moment), local(timezone.now())
    if then.date() == now.date():
        return _("today, %(time)s") % {"time": date_format(then, "TIME_FORMAT")}
    if then.date() == now.date() - timedelta(days=1):
        return _("yesterday")
    return date_format(then, "DATE_FORMAT")


def exact(moment: datetime) -> str:
    """Date, time and zone: `24 November 2026, 03:20 CET`."""
    then = local(moment)
    return f"{date_format(then, 'DATETIME_FORMAT')} {then:%Z}"


def exact_of(iso: str) -> str:
    """The same for a time of a document, which is ISO 8601 in UTC."""
    return exact(datetime.fromisoformat(iso))
