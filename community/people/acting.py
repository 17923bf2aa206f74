"""Who acts, with what they hold: handed from a view to a verb."""

from dataclasses import dataclass

from django.http import HttpRequest

from community.access.actors import Actor
from community.access.gates import viewer_of
from community.access.viewer import Viewer
from community.models import Person
from community.readers import viewer_for


@dataclass(frozen=True, slots=True)
class Acting:
    """A person and their viewer; policies are asked with it, the log names its actor."""

    viewer: Viewer
    person: Person

    @property
    def actor(self) -> Actor:
        """The person as an actor of the log."""
        return self.viewer.actor


def acting(request: HttpRequest) -> Acting:
    """The one who sent the request; only behind a gate that lets in persons."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101  the gate has asked
    return Acting(viewer_of(request), person)


def as_person(person: Person) -> Acting:
    """A person with what they hold now."""
    return Acting(viewer_for(person), person)
