"""Who may write in a forum. Only members of the group do, whatever its circle."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from community.access import tlp, tokens
from community.access.mixins import can_read
from community.access.policy import Decision, allowed_if, denied, rule
from community.access.viewer import Viewer
from community.models import Group

from .models import Topic


@dataclass(frozen=True, slots=True)
class Wanted:
    """A topic somebody would start: where, and under which label."""

    group: Group
    label: str


@rule("group.write")
def may_write(viewer: Viewer, group: Group) -> Decision:
    """Members of the group write, nobody else."""
    return allowed_if(
        tokens.grp(group.pk) in viewer.tokens,
        _("Only members of this group write here. Ask its chair to join."),
    )


@rule("topic.start")
def may_start(viewer: Viewer, wanted: Wanted) -> Decision:
    """A member, under a label that the group's ceiling allows."""
    if not (decision := may_write(viewer, wanted.group)):
        return decision
    if not tlp.within(wanted.label, wanted.group.ceiling):
        return denied(
            _("This group is not cleared for that label. Choose a milder one or another group.")
        )
    group, own = wanted.group, viewer.person_id or 0
    return allowed_if(
        viewer.opens(tokens.in_group(wanted.label, group.circle, group.pk, [own])),
        _("An agreement that this label asks for has not been accepted yet."),
    )


@rule("topic.reply")
def may_reply(viewer: Viewer, topic: Topic) -> Decision:
    """A member of the group who may read the topic, while it is open."""
    if not can_read(viewer, topic):
        return denied(_("This topic is not for you."))
    if topic.closed_at is not None:
        return denied(_("This topic is closed."))
    return may_write(viewer, topic.group)


@rule("topic.raise")
def may_raise(viewer: Viewer, topic: Topic) -> Decision:
    """Chair and moderators make a label stricter, never milder."""
    place = topic.group_id
    leads = viewer.has_role("chair", place) or viewer.has_role("moderator", place)
    return allowed_if(
        leads and can_read(viewer, topic),
        _("Only the chair and the moderators of this group change labels."),
    )
