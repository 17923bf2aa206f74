"""The links of the frame: navigation, account, footer."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from community.access.viewer import Viewer
from portal.shell.site import Site

# Label, name of the address. What does not resolve is left out.
PUBLIC = [(gettext_noop("Warnings"), "advisories:list")]
MEMBERS = [
    (gettext_noop("Today"), "office:member-home"),
    (gettext_noop("Advisories"), "advisories:list"),
    (gettext_noop("Groups"), "groups:list"),
    (gettext_noop("Directory"), "directory:list"),
]
# For those with a duty at a team's desk.
DESK = (gettext_noop("Desk"), "advisories:desk")
DESK_DUTIES = ("author", "reviewer", "publisher")
# For the offices of the network: their own rooms.
OFFICES = {
    "secretariat": (gettext_noop("Office"), "office:dashboard"),
    "trustee": (gettext_noop("Trustees"), "trustees:list"),
    "auditor": (gettext_noop("Audit log"), "audit:log"),
}
# For web editors: where the public pages are written.
EDITING = (gettext_noop("Pages"), "wagtailadmin_home")
# For everybody, below: who is in the network, and how one comes in.
NETWORK = [
    (gettext_noop("Directory"), "directory:list"),
    (gettext_noop("Join the network"), "joining:start"),
    (gettext_noop("Join for your organisation"), "people:ask"),
]
MACHINES = [
    ("CSAF 2.0", "csaf_provider"),
    ("TAXII 2.1", "taxii_discovery"),
    ("Atom", "advisories_feed"),
    ("security.txt", "security_txt"),
]


@dataclass(frozen=True)
class Entry:
    """A link; `current` is `page` if one is there, `true` if below it; `count` waits there."""

    label: str
    url: str
    current: str = ""
    count: int = 0


@dataclass(frozen=True)
class Column:
    """One titled list of the footer."""

    title: str
    links: list[Entry]


@dataclass(frozen=True)
class Account:
    """Who is signed in, and where the account is looked after."""

    name: str
    initials: str
    url: str
    logout_url: str


def address(name: str) -> str:
    """Return the address with this name, or "" where no such page is mounted."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def navigation(request: HttpRequest, site: Site, *, member: bool) -> list[Entry]:
    """Return the main navigation: our own places, and for the public the editors' links."""
    counts = getattr(request, "nav_counts", {})
    path = request.path
    places = [
        (label, name, url) for label, name in _names(request, member) if (url := address(name))
    ]
    # The desk lies below the advisories: only the nearest place is the current one.
    here = max((url for *_rest, url in places if path.startswith(url)), key=len, default="")
    entries = [
        Entry(_(label), url, _place(path, url) if url == here else "", counts.get(name, 0))
        for label, name, url in places
    ]
    own = {entry.url for entry in entries}
    editors = [] if member else [link for link in site.nav if link[1] not in own]
    return entries + [Entry(label, url, _place(path, url)) for label, url in editors]


def _names(request: HttpRequest, member: bool) -> list[tuple[str, str]]:
    if not member:
        return PUBLIC
    viewer = getattr(request, "viewer", None)
    names = list(MEMBERS)
    if isinstance(viewer, Viewer):
        names += [DESK] if any(viewer.places_of(duty) for duty in DESK_DUTIES) else []
        names += [place for role, place in OFFICES.items() if viewer.has_role(role)]
        names += [EDITING] if viewer.has_role("web_editor") else []
    return names


def _place(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


def account_of(request: HttpRequest, home: str) -> Account | None:
    """Return the signed-in person's name and places, or nothing without one.

    The account's pages have no language in their address: `next`, the home page, tells it them.
    """
    person = getattr(request, "user", None)
    name = str(getattr(person, "name", "") or getattr(person, "email", ""))
    if not name:
        return None
    return Account(
        name=name,
        initials=initials(name),
        url=_from(home, address("mfa_index")),
        logout_url=_from(home, address("account_logout")),
    )


def _from(home: str, url: str) -> str:
    return f"{url}?{urlencode({'next': home})}" if url else ""


def initials(name: str) -> str:
    """Return up to two capital letters: of the first and the last word."""
    words = name.split()
    if len(words) > 1:
        words = [words[0], words[-1]]
    return "".join(word[0] for word in words).upper()


def footer(site: Site) -> list[Column]:
    """Return the footer's lists: the network, machines' doors, then the editors' columns.

    What is not mounted is left out, and so is a list without a link.
    """
    network = [Entry(_(label), url) for label, name in NETWORK if (url := address(name))]
    machines = [Entry(label, url) for label, name in MACHINES if (url := address(name))]
    own = [Column(_("The network"), network), Column(_("For machines"), machines)]
    columns = [column for column in own if column.links]
    for title, links in site.columns:
        columns.append(Column(title, [Entry(label, url) for label, url in links]))
    return columns
