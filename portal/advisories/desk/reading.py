"""What the desk shows: its queue, one draft with its history, whom it reaches."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.access import tokens
from community.access.tlp import Label
from community.access.viewer import Viewer
from community.models import Group, Person, Team
from community.paging import page_of, rows_of
from portal.advisories.audience import Reach, Sharing, addressees_of, reach_of, recipients_of
from portal.advisories.models import Advisory, Hand, Release

PER_PAGE = 20
DUTIES = ("author", "reviewer", "publisher")
State = Advisory.State
OPEN = (State.IN_REVIEW, State.APPROVED, State.DRAFT)


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the desk's documents, and how many stand at each state."""

    rows: list[Advisory]
    page: "Page[int]"
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class SenderSide:
    """What the senders of a release see beside it: whom it reaches, and the way to its desk."""

    reach: str
    url: str


def has_desk(viewer: Viewer) -> bool:
    """Whether the viewer has a duty at any team's desk."""
    return bool(teams_of(viewer))


def teams_of(viewer: Viewer) -> set[int]:
    """The teams at whose desk the viewer has a duty."""
    return {team for duty in DUTIES for team in viewer.places_of(duty)}


def teams_written_for(viewer: Viewer) -> QuerySet[Team]:
    """The publishing teams for which the viewer writes."""
    teams = Team.objects.filter(pk__in=viewer.places_of("author"), publishes=True)
    return teams.select_related("organisation")


def queue(viewer: Viewer, state: str, asked_page: str) -> Queue:
    """The desk's documents in one state, or all open ones; what waited longest comes first."""
    if not has_desk(viewer) or (state and state not in State.values):
        raise Http404
    mine = Advisory.objects.visible_to(viewer).filter(team_id__in=teams_of(viewer))
    counts = Counter(mine.order_by().values_list("state", flat=True))
    chosen = mine.filter(state=state) if state else mine.filter(state__in=OPEN)
    total = counts[state] if state else sum(counts[one] for one in OPEN)
    page = page_of(asked_page, total, PER_PAGE)
    oldest_first = not state or state in OPEN
    order = ("draft_saved_at", "uid") if oldest_first else ("-draft_saved_at", "uid")
    rows = chosen.select_related("team__organisation").defer("draft").order_by(*order)
    here = rows_of(page)
    return Queue(list(rows[here.start : here.stop]), page, counts)


def draft_for(viewer: Viewer, uid: UUID) -> Advisory:
    """A document at a desk where the viewer has a duty, if they may see it; else 404."""
    rows = Advisory.objects.visible_to(viewer).filter(team_id__in=teams_of(viewer))
    advisory = rows.select_related("team__organisation").filter(uid=uid).first()
    if advisory is None:
        raise Http404
    return advisory


def hands_at(advisory: Advisory) -> list[Hand]:
    """Who did what, newest first."""
    return list(advisory.hands.select_related("person", "on_behalf_of").order_by("-pk"))


def releases_at(viewer: Viewer, advisory: Advisory) -> list[Release]:
    """The versions that are out, newest first."""
    rows = Release.objects.visible_to(viewer).filter(advisory=advisory)
    return list(rows.defer("canonical", "html").order_by("-ordinal"))


def sharing_of(advisory: Advisory) -> Sharing:
    """Label and recipients as they are saved."""
    return Sharing(Label(advisory.label), recipients_of(advisory))


def addressee_names(viewer: Viewer, advisory: Advisory) -> list[str]:
    """Who is addressed, by name. A group that may not know of itself here is left out."""
    to = recipients_of(advisory)
    seen = set(Group.objects.visible_to(viewer).values_list("pk", flat=True))
    groups = [group.shown_name() for group in to.groups if group.pk in seen]
    names = [row.name for row in to.organisations] + groups
    return names + [person.name for person in to.persons]


def colleagues(viewer: Viewer, advisory: Advisory) -> QuerySet[Person]:
    """The people of the desk besides the viewer: who can be named to review under TLP:RED."""
    held = tokens.desk(advisory.team_id or 0)
    people = Person.objects.filter(holdings__name=held, is_active=True)
    return people.exclude(pk=viewer.person_id or 0).distinct().order_by("name", "uid")


def hidden_groups(viewer: Viewer, advisory: Advisory) -> list[Group]:
    """Addressed groups that this viewer may not know of; an edit of theirs keeps them."""
    keys = addressees_of(advisory).groups
    readable = Group.objects.visible_to(viewer).values("pk")
    return list(Group.objects.filter(pk__in=keys).exclude(pk__in=readable))


def sender_side(viewer: Viewer, advisory: Advisory, release: Release) -> SenderSide | None:
    """For the desk that sent it; None for every other reader."""
    if advisory.team_id is None or tokens.desk(advisory.team_id) not in viewer.tokens:
        return None
    url = reverse("advisories:edit", args=[advisory.uid])
    reach = "" if release.label == Label.CLEAR else reach_words(reach_of(release.acl_id))
    return SenderSide(reach, url)


def reach_words(reach: Reach) -> str:
    """`Reaches 38 people in 4 organisations`."""
    return _("Reaches %(people)s in %(organisations)s") % _counted_words(reach)


def will_reach_words(label: str, reach: Reach) -> str:
    """What stands on the button: `will reach 38 people in 4 organisations`."""
    if label == Label.CLEAR:
        return _("will be public")
    return _("will reach %(people)s in %(organisations)s") % _counted_words(reach)


def _counted_words(reach: Reach) -> dict[str, str]:
    people = ngettext("%(n)d person", "%(n)d people", reach.people) % {"n": reach.people}
    number = reach.organisations
    places = ngettext("%(n)d organisation", "%(n)d organisations", number) % {"n": number}
    return {"people": people, "organisations": places}
