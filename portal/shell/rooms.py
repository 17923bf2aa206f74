"""The rail of the members' room: one's own pages, groups, organisations and offices.

An address that is not mounted leaves its link out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from community.access.gates import viewer_of
from community.access.viewer import Viewer
from community.forums.reading import own_groups
from community.models import Organisation

# Label, name of the address, icon.
Place = tuple[str, str, str]
OWN: tuple[Place, ...] = (
    (gettext_noop("Today"), "office:member-home", "calendar"),
    (gettext_noop("My mail"), "notify:settings", "mail"),
    (gettext_noop("My agreements"), "agreements:mine", "file-text"),
    (gettext_noop("My profile"), "profiles:me", "user"),
    (gettext_noop("My key"), "keys:own", "lock"),
    (gettext_noop("My logins"), "usersessions_list", "history"),
    (gettext_noop("My data"), "privacy:mine", "download"),
)
OF_ORGANISATION: tuple[Place, ...] = (
    (gettext_noop("Profile"), "profiles:organisation", "building-2"),
    (gettext_noop("People and access"), "people:organisation", "users"),
)
OF_ADMINISTRATORS: tuple[Place, ...] = (
    (gettext_noop("Machine tokens"), "machines:tokens", "key-round"),
    (gettext_noop("Own login"), "sso:setup", "lock"),
)
OFFICES: dict[str, tuple[Place, ...]] = {
    "secretariat": (
        (gettext_noop("Office"), "office:dashboard", "house"),
        (gettext_noop("Queues"), "queues:list", "list-checks"),
        (gettext_noop("Vetting"), "joining:cases", "user-check"),
        (gettext_noop("People"), "people:cases", "users"),
        (gettext_noop("Organisations"), "profiles:office", "building-2"),
        (gettext_noop("Agreements"), "agreements:office", "file-text"),
        (gettext_noop("Logins of organisations"), "sso:providers", "lock"),
        (gettext_noop("Import"), "rosters:list", "package"),
        (gettext_noop("Rules"), "joining:rules", "settings"),
        (gettext_noop("Data protection"), "privacy:office", "shield-check"),
    ),
    "trustee": ((gettext_noop("Trustees"), "trustees:list", "key-round"),),
    "auditor": ((gettext_noop("Audit log"), "audit:log", "history"),),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the rail."""

    text: str
    url: str
    icon: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """A titled list of the rail."""

    title: str
    links: list[Link] = field(default_factory=list)


def rooms_of(request: HttpRequest) -> list[Room]:
    """The rail of this viewer; at most two queries: groups and organisations."""
    viewer = viewer_of(request)
    rooms = [Room(_("Mine"), _links(request, OWN))]
    if viewer.is_member:
        rooms += [Room(_("Groups"), _groups(request, viewer)), *_organisations(request, viewer)]
    held = [places for role, places in OFFICES.items() if viewer.has_role(role)]
    offices = [place for places in held for place in places]
    rooms.append(Room(_("Offices"), _links(request, offices)))
    return [room for room in rooms if room.links]


def _links(request: HttpRequest, places: Iterable[Place], *args: object) -> list[Link]:
    found = []
    for label, name, icon in places:
        try:
            url = reverse(name, args=args)
        except NoReverseMatch:
            continue
        found.append(Link(_(label), url, icon, request.path == url))
    return found


def _groups(request: HttpRequest, viewer: Viewer) -> list[Link]:
    return [
        Link(
            group.shown_name(),
            url := reverse("groups:group", args=[group.uid]),
            "lock" if group.circle in {"members", "sealed"} else "users",
            request.path == url,
        )
        for group in own_groups(viewer)
    ]


def _organisations(request: HttpRequest, viewer: Viewer) -> list[Room]:
    numbers = [int(t.removeprefix("org:")) for t in viewer.tokens if t.startswith("org:")]
    mine = Organisation.objects.filter(
        pk__in=numbers, seats__person=viewer.person_id, seats__until=None
    )
    rows = mine.distinct().order_by("name", "uid")
    return [Room(one.short_name, _links(request, _places(viewer, one), one.uid)) for one in rows]


def _places(viewer: Viewer, organisation: Organisation) -> tuple[Place, ...]:
    manages = viewer.has_role("administrator", organisation.pk)
    return OF_ORGANISATION + (OF_ADMINISTRATORS if manages else ())
