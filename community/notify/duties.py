"""What mail asks of a person: an address that no longer takes any."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.duties import Duty, provides
from community.models import Person

from .addresses import stopped


@provides("stopped-address")
def stopped_address(viewer: Viewer, person: Person) -> Iterator[Duty]:
    """Their own address was refused: nothing but codes reaches them. One query."""
    row = stopped(person.email)
    if row is not None:
        yield Duty(
            lane="do",
            title=_("Your mail server refuses our mail: check your address"),
            url=reverse("notify:settings"),
            since=row.since,
            urgent=True,
        )
