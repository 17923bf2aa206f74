"""Who reads a topic: the narrower of the group's circle and the label."""

from collections.abc import Iterable

from community.access.tlp import Label, up_to
from community.access.tokens import Audience, in_group
from community.models import Group, Person
from community.readers import readers_of, readers_of_audience

from .models import Topic


def audience_of(group: Group, label: str, named: Iterable[Person] = ()) -> Audience:
    """The audience of a topic in `group` under `label`; `named` counts under TLP:RED only."""
    return in_group(label, group.circle, group.pk, [person.pk for person in named])


def labels_in(group: Group) -> list[Label]:
    """The labels the group's ceiling allows, mildest first."""
    return up_to(group.ceiling)


def reach(group: Group, label: str, named: Iterable[Person], sender: int) -> int:
    """How many people besides the sender a new topic would reach."""
    people = readers_of_audience(audience_of(group, label, named))
    return people.exclude(pk=sender).count()


def reach_of(topic: Topic, sender: int) -> int:
    """How many people besides the sender a reply in `topic` reaches."""
    return readers_of(topic.acl_id).exclude(pk=sender).count()
