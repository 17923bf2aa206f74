"""What an applicant, a sponsor and those who vet may look at."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.access.policy import ask
from community.access.viewer import Viewer
from community.models import VettingCase, VettingVote
from community.queues.models import Item
from community.rules import rules

from .models import Application, RuleChange, Sponsorship
from .queue_names import VETTING
from .states import OVER, State
from .vetters import is_deputy

Opened = Collection[str]


def application_for(viewer: Viewer, opened: Opened, uid: UUID) -> Application | None:
    """The application, for who opened it by its mailed link or has its address confirmed."""
    rows = Application.objects.select_related("case__organisation")
    found = rows.filter(uid=uid).first()
    if found is None:
        return None
    return found if str(uid) in opened or found.email in _addresses(viewer) else None


def own_applications(viewer: Viewer, opened: Opened) -> QuerySet[Application]:
    """The open applications of who looks, the newest first."""
    rows = Application.objects.filter(closed_at=None).select_related("case")
    mine = Q(uid__in=list(opened)) | Q(email__in=_addresses(viewer))
    return rows.filter(mine).order_by("-started_at", "uid")


def _addresses(viewer: Viewer) -> set[str]:
    if viewer.person_id is None:
        return set()
    rows = EmailAddress.objects.filter(user=viewer.person_id, verified=True)
    return {email.lower() for email in rows.values_list("email", flat=True)}


def sponsorship_for(viewer: Viewer, uid: UUID) -> Sponsorship | None:
    """What a sponsor was asked; nobody else's."""
    if not viewer.is_member or viewer.person_id is None:
        return None
    rows = Sponsorship.objects.select_related("application__case", "organisation")
    return rows.filter(uid=uid, person=viewer.person_id).first()


# --- those who vet --------------------------------------------------------------------------


def cases_for(viewer: Viewer, *, over: bool = False) -> QuerySet[VettingCase]:
    """The cases the viewer may open, the oldest first (decided ones: the newest first).

    Deputies see what they are called to, and what they have voted on.
    """
    if not viewer.is_member:
        return VettingCase.objects.none()
    rows = VettingCase.objects.exclude(application=None)
    if not viewer.has_role("secretariat"):
        rows = rows.filter(_called(viewer))
    rows = rows.filter(state__in=OVER) if over else rows.exclude(state__in=OVER)
    return rows.order_by("-decided_at", "uid") if over else rows.order_by("opened_at", "uid")


def _called(viewer: Viewer) -> Q:
    if not is_deputy(viewer):
        return Q(pk=None)
    items = Item.objects.filter(queue=VETTING, closed_at=None, deputies_called_at__isnull=False)
    voted = VettingVote.objects.filter(by=viewer.person_id).values("case")
    return Q(uid__in=items.values("thing_uid")) | Q(pk__in=voted)


def case_for(viewer: Viewer, uid: UUID) -> VettingCase | None:
    """One case with everything about it, for who may see it."""
    rows = VettingCase.objects.exclude(application=None)
    votes = VettingVote.objects.select_related("by", "note").order_by("at", "pk")
    rows = rows.select_related("application", "organisation", "owner")
    found = rows.prefetch_related(Prefetch("votes", votes)).filter(uid=uid).first()
    return found if found is not None and ask(viewer, "vetting.see", found) else None


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list, with its waiting item if it has one."""

    case: VettingCase
    item: Item | None
    next_step: str


def case_rows(cases: QuerySet[VettingCase], numbers: range) -> list[Row]:
    """One page of cases with owner, age and next step; three queries whatever their number."""
    counted = with_counts(cases).select_related("application", "owner")
    page = list(counted[numbers.start : numbers.stop])
    items = Item.objects.filter(
        thing_uid__in=[one.uid for one in page], closed_at=None
    ).select_related("owner")
    by_uid = {item.thing_uid: item for item in items}
    needed = rules()
    sponsors, votes = needed.sponsors_needed, needed.vetters_needed
    return [Row(one, by_uid.get(one.uid), next_step(one, sponsors, votes)) for one in page]


def with_counts(cases: QuerySet[VettingCase]) -> QuerySet[VettingCase]:
    """Adds the numbers that the next step is told from."""
    confirmed = Q(application__sponsorships__state=Sponsorship.State.CONFIRMED)
    return cases.annotate(
        votes_for=Count("votes", filter=Q(votes__in_favour=True), distinct=True),
        votes_against=Count("votes", filter=Q(votes__in_favour=False), distinct=True),
        sponsored=Count("application__sponsorships__organisation", filter=confirmed, distinct=True),
    )


def next_step(case: VettingCase, sponsors_needed: int, votes_needed: int) -> str:
    """What has to happen next with a case from `with_counts`."""
    sponsored, one, other = (
        int(getattr(case, name)) for name in ("sponsored", "votes_for", "votes_against")
    )
    match State(case.state):
        case State.SPONSORS:
            return _("Sponsors: %(have)d of %(need)d") % {
                "have": sponsored,
                "need": sponsors_needed,
            }
        case State.WAITING:
            return _("The applicant has to answer")
        case State.OPEN if one and other:
            return _("They disagree: one more person votes")
        case State.OPEN:
            missing = max(votes_needed - max(one, other), 1)
            return ngettext("%(n)d vote is missing", "%(n)d votes are missing", missing) % {
                "n": missing
            }
    return str(State(case.state).label)


def changes_for(viewer: Viewer) -> QuerySet[RuleChange]:
    """Changes of the rules that wait for a second person, for who may decide such."""
    if not viewer.is_member or not ({"secretariat", "trustee"} & viewer.roles):
        return RuleChange.objects.none()
    rows = RuleChange.objects.filter(state=RuleChange.State.OPEN)
    return rows.select_related("proposed_by").order_by("proposed_at", "uid")
