"""What the members' room shows on many pages: the rooms one has, and how long is left."""

from datetime import timedelta

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from portal.shell.rooms import Room, rooms_of

register = template.Library()


@register.filter
def time_left(span: timedelta) -> str:
    """Return the time until something, in its two largest units: `2 h 38 min`, `3 d 4 h`."""
    minutes = int(span.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return _("%(days)s d %(hours)s h") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    return _("%(minutes)s min") % {"minutes": rest}


@register.simple_tag(takes_context=True)
def own_rooms(context: Context) -> list[Room]:
    """Return the sections of the rail: one's own pages, groups, organisations, offices."""
    return rooms_of(context["request"])
