"""How this slice's waiting things are shown in the common list of queues."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.viewer import Viewer
from community.models import VettingCase
from community.queues.registry import Shown, register_queue
from community.rules import rules

from .models import RuleChange
from .queue_names import RULES, SPONSORS, VETTING
from .reading import cases_for, next_step, with_counts
from .states import application_of
from .vetters import OWN_CASE, SPONSOR, VOTED, deputies, secretaries


def register() -> None:
    """Makes the queues known; called once, when the app is ready."""
    register_queue(VETTING, gettext_lazy("Applications to decide"), show_cases)
    register_queue(SPONSORS, gettext_lazy("Sponsors to find"), show_cases)
    register_queue(RULES, gettext_lazy("Rules to confirm"), show_changes)


def show_cases(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """Applications by their organisation's name, for who may open them; six queries."""
    cases = with_counts(cases_for(viewer).filter(uid__in=uids)).select_related("application")
    needed = rules()
    rows = list(cases.prefetch_related("votes", "application__sponsorships"))
    colleagues = _colleagues(rows)
    return {
        case.uid: Shown(
            title=application_of(case).name,
            url=reverse("joining:case", args=[case.uid]),
            next_step=next_step(case, needed.sponsors_needed, needed.vetters_needed),
            not_for=_not_for(case, colleagues),
        )
        for case in rows
    }


def _not_for(case: VettingCase, colleagues: Mapping[int, set[int]]) -> dict[int, str]:
    """Who may not act on it, without a query for each case: `vetters.barred` has the last word."""
    found = dict.fromkeys(colleagues[case.pk], str(OWN_CASE))
    for row in application_of(case).sponsorships.all():
        if row.person_id is not None:
            found[row.person_id] = str(SPONSOR)
    return found | {vote.by_id: str(VOTED) for vote in case.votes.all()}


def _colleagues(cases: Sequence[VettingCase]) -> Mapping[int, set[int]]:
    """People who act for the network and belong to an applicant, by case."""
    people = list((secretaries() | deputies()).distinct().values_list("pk", "email"))
    found: dict[int, set[int]] = defaultdict(set)
    for case in cases:
        domains, mailbox = set(application_of(case).domains), application_of(case).email
        for pk, email in people:
            if email.lower() == mailbox or email.lower().rpartition("@")[2] in domains:
                found[case.pk].add(pk)
        if case.person_id is not None:
            found[case.pk].add(case.person_id)
    return found


def show_changes(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """Changes of the rules; not for who proposed them."""
    if not ({"secretariat", "trustee"} & viewer.roles):
        return {}
    rows = RuleChange.objects.filter(uid__in=uids, state=RuleChange.State.OPEN)
    own = _("You proposed it: another person has to confirm.")
    return {
        row.uid: Shown(
            title=_("A change of the rules"),
            url=reverse("joining:rules"),
            next_step=_("A second person confirms or declines"),
            not_for={row.proposed_by_id: own},
        )
        for row in rows
    }
