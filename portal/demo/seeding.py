"""The demo network, step by step. Only for a development machine: its passwords are known."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .advisories import seed_advisories
from .agreements import seed_agreements, seed_requirements
from .cast import Cast
from .clock import start_clock
from .crowd import add_members
from .files import seed_files
from .forum import seed_topics
from .groups import seed_groups
from .machines import seed_machines
from .mail import seed_mail
from .more_advisories import add_advisories
from .more_topics import add_posts, add_topics
from .organisations import seed_organisations, seed_relations, seed_teams
from .pages import seed_pages
from .people import seed_people
from .people_life import seed_people_life
from .privacy import seed_privacy
from .profiles import seed_profiles
from .trustees import seed_keys, seed_request
from .vetting import seed_vetting

Step = Callable[[Cast], None]
Tell = Callable[[str], None]

STEPS: tuple[tuple[str, Step], ...] = (
    ("organisations", seed_organisations),
    ("teams", seed_teams),
    ("agreements", seed_agreements),
    ("people", seed_people),
    ("clients and successors", seed_relations),
    ("profiles", seed_profiles),
    ("an applicant", seed_vetting),
    ("groups", seed_groups),
    ("rules of groups", seed_requirements),
    ("keys of trustees", seed_keys),
    ("machines", seed_machines),
    ("topics and posts", seed_topics),
    ("a request of a trustee", seed_request),
    ("advisories", seed_advisories),
    ("who comes, stays and goes", seed_people_life),
    ("data of people", seed_privacy),
    ("public pages", seed_pages),
    ("documents", seed_files),
    ("mail", seed_mail),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many there shall be at least; never fewer than were written by hand."""

    members: int = 0
    advisories: int = 0
    topics: int = 0
    posts: int = 0


def seed(
    figures: Figures | None = None, *, now: datetime | None = None, tell: Tell = lambda _words: None
) -> Cast:
    """Makes what is missing of the network; returns what it consists of.

    `now` counts at the first run only. `tell` hears what is being done.
    """
    if not settings.DEBUG:
        raise ImproperlyConfigured("The demo makes known passwords: it needs DEBUG.")
    cast = Cast(start_clock(now))
    for name, step in STEPS:
        tell(f"demo: {name}")
        step(cast)
    _enlarge(cast, figures or Figures(), tell)
    return cast


def _enlarge(cast: Cast, figures: Figures, tell: Tell) -> None:
    """More of the same, recombined, up to the figures."""
    for name, add, wanted in (
        ("members", add_members, figures.members),
        ("advisories", add_advisories, figures.advisories),
        ("topics", add_topics, figures.topics),
        ("posts", add_posts, figures.posts),
    ):
        made = add(cast, wanted)
        if made:
            tell(f"demo: {made} more {name}")
