"""What waits for a person to sign, for the member home."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.duties import Duty, provides
from community.models import Person

from .asking import asks_of


@provides("agreements")
def to_sign(viewer: Viewer, person: Person) -> Iterator[Duty]:
    """One duty a signature that this person can give; what shuts a door already is urgent."""
    for ask in asks_of(person):
        if ask.may_sign:
            yield Duty(
                lane="do",
                title=_("Sign: %(title)s") % {"title": ask.title},
                url=reverse("agreements:sign", args=[ask.agreement.uid]),
                since=ask.version.in_force_from,
                due=ask.due,
                urgent=ask.due is None,
                note=ask.organisation.name if ask.organisation else "",
            )
