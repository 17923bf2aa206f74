"""How a seat is named in a form, without its key."""

from django import template

from community.models import GroupSeat
from community.people import reading

register = template.Library()


@register.filter
def seat_word(row: GroupSeat) -> str:
    """Return the word by which `views.places` finds the seat again."""
    return reading.seat_word(row)
