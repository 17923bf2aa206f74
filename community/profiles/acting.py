"""Who acts: the viewer that policies are asked about, and the account behind it."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from community.access.actors import Actor
from community.access.gates import viewer_of
from community.access.viewer import Viewer
from community.models import Person


@dataclass(frozen=True, slots=True)
class By:
    """A person and what they may; the verbs of this slice take one."""

    viewer: Viewer
    person: Person

    @property
    def actor(self) -> Actor:
        """As the log names them."""
        return self.viewer.actor


def by_of(request: HttpRequest) -> By:
    """The one who sent the request; behind a gate that asks for a person."""
    return By(viewer_of(request), cast(Person, request.user))
