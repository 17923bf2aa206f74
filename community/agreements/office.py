"""What the office of agreements shows to who looks after them."""

from typing import Any
from uuid import UUID

from django.http import Http404

from community.access.policy import ask
from community.access.viewer import Viewer
from community.models import Acceptance, Agreement
from community.paging import page_of, rows_of

from .forms import RequireForm
from .knowing import keeps_agreements, kept_by
from .missing import asked_and_missing, figures, organisations_missing, people_missing
from .models import Proposal, gates_of, proposals_of
from .rendering import LANGUAGES, title_in
from .signing import newest

PAGE_SIZE = 50


def list_context(viewer: Viewer) -> dict[str, Any]:
    """The agreements the viewer looks after, with what is missing; 404 for who keeps none."""
    if not keeps_agreements(viewer):
        raise Http404
    rows = kept_by(viewer).prefetch_related("versions__texts", "gates__group", "proposals__texts")
    shown = [_row(agreement) for agreement in rows]
    open_to_all = [row for row in shown if row["version"] and _for_everybody(row)]
    counted = figures([row["version"] for row in open_to_all])
    for row in open_to_all:
        row["asked"], row["missing"] = counted[row["version"].pk]
    shown.sort(key=lambda row: (row["title"], row["agreement"].uid))
    return {"rows": shown, "ledgers": viewer.has_role("secretariat")}


def _row(agreement: Agreement) -> dict[str, Any]:
    versions = list(agreement.versions.all())
    last = versions[0] if versions else None
    waiting = [one for one in proposals_of(agreement) if one.state == Proposal.State.OPEN]
    title = title_of(agreement)
    return {
        "agreement": agreement,
        "version": last,
        "title": title,
        "waiting": waiting[0] if waiting else None,
        "gates": gates_of(agreement),
    }


def _for_everybody(row: dict[str, Any]) -> bool:
    """Asked of everybody, not at the doors of groups alone; those are counted on their pages."""
    return bool(row["agreement"].required) or not any(gate.group_id for gate in row["gates"])


def title_of(agreement: Agreement) -> str:
    """The newest title there is, also of a version that waits; else the kind."""
    for version in agreement.versions.all():
        return title_in(version.texts.all(), version.binding_language)
    for proposal in proposals_of(agreement):
        return title_in(proposal.texts.all(), proposal.binding_language)
    return str(agreement.get_kind_display())


def agreement_context(viewer: Viewer, uid: UUID, asked_page: str) -> dict[str, Any]:
    """One agreement: its versions, what asks for it, who has not accepted the newest."""
    agreement = kept_or_404(viewer, uid)
    last = newest(agreement)
    versions = list(agreement.versions.all())
    for version in versions:
        name = LANGUAGES.get(version.binding_language, version.binding_language)
        version.binding_name = name  # type: ignore[attr-defined]
    context = _row(agreement) | {"versions": versions, "page": None}
    context["own_scope"] = agreement.scope == Agreement.Scope.PERSON
    taken = {gate.label for gate in context["gates"] if gate.label}
    context["require"] = RequireForm(taken=taken)
    context["may_end"] = bool(ask(viewer, "agreement.require", agreement))
    context["may_require"] = context["may_end"] and len(taken) < 3
    if last is not None:
        own = context["own_scope"]
        context["asked"], context["missing"] = asked_and_missing(last)
        rows: Any = people_missing(last) if own else organisations_missing(last)
        page = page_of(asked_page, rows.count(), PAGE_SIZE)
        span = rows_of(page)
        context |= {"page": page, "people": rows[span.start : span.stop]}
    return context


def accepted_context(viewer: Viewer, uid: UUID, asked_page: str) -> dict[str, Any]:
    """The acceptances of one agreement that count, the newest first."""
    agreement = kept_or_404(viewer, uid)
    rows = Acceptance.objects.filter(version__agreement=agreement, ended_at=None)
    page = page_of(asked_page, rows.count(), PAGE_SIZE)
    span = rows_of(page)
    ordered = rows.select_related("person", "organisation", "version").order_by(
        "-at", "-version__number", "person__uid", "organisation__uid"
    )
    return {
        "agreement": agreement,
        "title": title_of(agreement),
        "page": page,
        "rows": ordered[span.start : span.stop],
    }


def kept_or_404(viewer: Viewer, uid: UUID) -> Agreement:
    """The agreement, for who looks after it."""
    rows = kept_by(viewer).prefetch_related("versions__texts", "gates__group", "proposals__texts")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found
