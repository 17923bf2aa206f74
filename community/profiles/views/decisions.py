"""What waits for the secretariat: claims of domains, client relations, lineage."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of
from community.access.policy import ask
from community.profiles import clients, domains, lineage, office_reading
from community.profiles.acting import by_of
from community.profiles.answering import done, shown
from community.profiles.forms import DecisionForm, LineageForm
from community.profiles.models import ClientProposal, DomainClaim, LineageProposal

M = TypeVar("M", bound=Model)
# What is not with the secretariat yet, or was taken back, is not theirs to see.
NOT_THEIRS = ("open", "proposed", "withdrawn", "declined")


@gate("role:secretariat")
def office_domain(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A claim with its evidence, and whose the domain is now."""
    rows = DomainClaim.objects.exclude(state__in=NOT_THEIRS)
    claim = _or_404(rows.select_related("organisation", "by", "decided_by"), uid)
    form = DecisionForm(request.POST or None)
    act = lambda: domains.decide_claim(  # noqa: E731
        claim, _yes(request), form.cleaned_data["reason"], by=by_of(request)
    )
    if _decided(request, form, act, ("domain_claim", uid)):
        return redirect("profiles:office-domain", uid)
    context = {"claim": claim, "form": form, "holder": domains.holder_of(claim)}
    context["may"] = ask(viewer_of(request), "domain.decide", claim)
    return shown(request, "profiles/office_domain.html", context)


@gate("role:secretariat")
def office_client(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A client relation that both sides have confirmed."""
    rows = ClientProposal.objects.exclude(state__in=NOT_THEIRS)
    found = _or_404(rows.select_related("provider", "client", "proposed_by", "answered_by"), uid)
    form = DecisionForm(request.POST or None)
    act = lambda: clients.decide_proposal(  # noqa: E731
        found, _yes(request), form.cleaned_data["reason"], by=by_of(request)
    )
    if _decided(request, form, act, ("client_proposal", uid)):
        return redirect("profiles:office-client", uid)
    context = {"proposal": found, "form": form}
    context["may"] = ask(viewer_of(request), "client.decide", found)
    return shown(request, "profiles/office_client.html", context)


@gate("role:secretariat")
def lineage_list(request: HttpRequest) -> HttpResponse:
    """Successions and mergers, and a form to propose one."""
    form = LineageForm(request.POST or None)
    said = _("Noted. Another one of the secretariat has to confirm it.")
    act = lambda: _propose(request, form)  # noqa: E731
    if form.is_bound and done(request, form, act, said, about=("network", UUID(int=0))):
        return redirect("profiles:lineage")
    context = {"form": form, "proposals": office_reading.lineage_proposals()}
    return shown(request, "profiles/lineage.html", context)


@gate("role:secretariat")
def office_lineage(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One of them, with what confirming it does."""
    rows = LineageProposal.objects.select_related("predecessor", "successor", "proposed_by")
    found = _or_404(rows, uid)
    act = lambda: lineage.decide_lineage(found, _yes(request), by=by_of(request))  # noqa: E731
    if _decided(request, None, act, ("lineage_proposal", uid)):
        return redirect("profiles:office-lineage", uid)
    context = {"proposal": found, "effect": lineage.effect_of(found)}
    context["may"] = ask(viewer_of(request), "lineage.decide", found)
    return shown(request, "profiles/office_lineage.html", context)


def _or_404(rows: QuerySet[M], uid: UUID) -> M:
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _yes(request: HttpRequest) -> bool:
    return request.POST.get("decide") == "yes"


def _decided(
    request: HttpRequest, form: Any, act: Callable[[], object], about: tuple[str, UUID]
) -> bool:
    if request.method != "POST" or request.POST.get("decide") not in ("yes", "no"):
        return False
    return done(request, form, act, _("Decided and noted."), about=about)


def _propose(request: HttpRequest, form: LineageForm) -> None:
    data = form.cleaned_data
    lineage.propose_lineage(
        data["kind"],
        data["predecessor"],
        data["successor"],
        on=data["date"],
        reason=data["reason"],
        by=by_of(request),
    )
