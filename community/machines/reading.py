"""What the pages of tokens show, read for one viewer."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone

from community.access.policy import ask
from community.access.viewer import Viewer
from community.models import Group, GroupSeat, Organisation, Person

from .models import Token, TokenGroup

PER_PAGE = 20


def organisation_for(viewer: Viewer, uid: UUID) -> Organisation:
    """The organisation, for who manages its tokens; else 404, as if it were not there."""
    found = Organisation.objects.filter(uid=uid).first()
    if found is None or not ask(viewer, "token.manage", found):
        raise Http404
    return found


def token_for(viewer: Viewer, uid: UUID) -> Token:
    """One token with its groups, for who manages its organisation's; else 404."""
    found = _with_groups(Token.objects.filter(uid=uid), viewer).first()
    if found is None or not ask(viewer, "token.manage", found.organisation):
        raise Http404
    return found


def tokens_of(viewer: Viewer, organisation: Organisation) -> QuerySet[Token]:
    """The organisation's tokens, newest first; the caller has asked `organisation_for`."""
    rows = Token.objects.filter(organisation=organisation)
    return _with_groups(rows, viewer).order_by("-created_at", "uid")


def _with_groups(rows: QuerySet[Token], viewer: Viewer) -> QuerySet[Token]:
    """Only groups whose name the viewer may know: another administrator's may be sealed."""
    known = TokenGroup.objects.filter(group__in=Group.objects.visible_to(viewer))
    shown = Prefetch(
        "group_rows", known.select_related("group").order_by("group__name", "group__uid")
    )
    return rows.select_related("organisation", "created_by").prefetch_related(shown)


def groups_to_choose(person: Person, organisation: Organisation) -> QuerySet[Group]:
    """The groups in which `person` sits now for `organisation`."""
    now = timezone.now()
    seats = GroupSeat.objects.filter(
        seat__person=person, seat__organisation=organisation, since__lte=now
    )
    seats = seats.exclude(until__lte=now).exclude(seat__until__lte=now)
    return Group.objects.filter(pk__in=seats.values("group")).order_by("name", "uid")
