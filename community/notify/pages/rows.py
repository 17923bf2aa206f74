"""What there is to choose on a person's mail page, read with a constant number of queries."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.access import tokens
from community.access.viewer import Viewer
from community.models import Group, Organisation, Person, Team
from community.notify.choosing import DEFAULTS, Ask, Choices, choices_of
from community.notify.models import Concern, Interval
from community.notify.wording import lines_for

# The form's word for no row of one's own.
AS_ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Row:
    """One choice: its field's name, what it asks for, what holds without one.

    `above` says in words what holds where the choice is left to another row.
    """

    name: str
    label: str
    ask: Ask
    value: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the page."""

    title: str
    rows: tuple[Row, ...]


def sections_for(viewer: Viewer, choices: Choices) -> list[Section]:
    """Everything there is to choose: the network, teams, own groups, followed topics."""
    found = [_network(choices)]
    if viewer.is_member:
        found += [_teams(choices), *_groups(viewer, choices), _topics(viewer, choices)]
    return [section for section in found if section.rows]


def _network(choices: Choices) -> Section:
    rows = (
        _row(choices, "advisories", _("Advisories"), (Concern.ADVISORIES, "")),
        _row(choices, "own", _("Replies in topics I wrote in"), (Concern.OWN, "")),
    )
    return Section(_("Everywhere"), rows)


def _teams(choices: Choices) -> Section:
    """Publishers are known to everybody who reads advisories."""
    teams = Team.objects.filter(publishes=True, organisation__state=Organisation.State.ACTIVE)
    rows = (
        _row(
            choices,
            f"team-{team.uid.hex}",
            f"{team.organisation.short_name}: {team.name}",
            (Concern.ADVISORIES, f"team:{team.uid}"),
            above=_("as for all advisories"),
        )
        for team in teams.select_related("organisation").order_by("organisation__name", "uid")
    )
    return Section(_("Advisories of one publisher"), tuple(rows))


def _groups(viewer: Viewer, choices: Choices) -> Iterator[Section]:
    held = tokens.groups_among(viewer.tokens)
    for group in Group.objects.filter(pk__in=held).order_by("name", "uid") if held else ():
        place = f"group:{group.uid}"
        yield Section(
            group.shown_name(),
            (
                _row(choices, f"topics-{group.uid.hex}", _("New topics"), (Concern.TOPICS, place)),
                _row(choices, f"replies-{group.uid.hex}", _("Replies"), (Concern.REPLIES, place)),
            ),
        )


def _topics(viewer: Viewer, choices: Choices) -> Section:
    """Topics with a choice of their own, as far as they may still be read."""
    asks = [ask for ask in choices if ask[1].startswith("topic:")]
    uids = {uuid.UUID(place.removeprefix("topic:")): (kind, place) for kind, place in asks}
    known = lines_for(viewer, [("topic", uid) for uid in uids]) if uids else {}
    rows = (
        _row(choices, f"topic-{uid.hex}", line.title, uids[uid], above=_("as for its group"))
        for uid, line in sorted(known.items(), key=lambda pair: (pair[1].title, pair[0]))
    )
    return Section(_("Single topics"), tuple(rows))


def topic_row(viewer: Viewer, person: Person, uid: uuid.UUID) -> Row | None:
    """The choice for one topic; None for one that the viewer may not read."""
    line = lines_for(viewer, [("topic", uid)]).get(uid)
    if line is None:
        return None
    choices = choices_of([person.pk]).get(person.pk, {})
    ask = (Concern.REPLIES, f"topic:{uid}")
    return _row(choices, "interval", line.title, ask, above=_("as for its group"))


def _row(choices: Choices, name: str, label: str, ask: Ask, above: str = "") -> Row:
    otherwise = AS_ABOVE if above else DEFAULTS[ask[0]]
    return Row(name, label, ask, choices.get(ask, otherwise), above)


def chosen(row: Row, value: str) -> str | None:
    """What to store for a typed value: None where that is what holds anyway."""
    if value == AS_ABOVE:
        return None
    return None if not row.above and value == DEFAULTS[row.ask[0]] else str(Interval(value))
