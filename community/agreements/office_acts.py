"""From requests of the office of agreements to the verbs, and back to its pages."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.gates import viewer_of
from community.access.policy import Refused, ask
from community.access.viewer import Viewer
from community.markup import render
from community.models import Acceptance, Agreement, Group

from .ending import end_acceptance
from .forms import EndForm, FoundForm, RequireForm, VersionForm
from .knowing import keeps_agreements, kept_by, led_by, may_found
from .models import AgreementGate, Proposal
from .office import kept_or_404, title_of
from .pages import Answer
from .publishing import (
    ask_for,
    ask_no_longer,
    confirm,
    found_agreement,
    keep_asking,
    propose,
    withdraw,
)
from .rendering import ShownText, shown_proposal
from .signing import newest


def found_answer(request: HttpRequest) -> Answer:
    """The form for a new agreement; then on to its first version."""
    viewer = viewer_of(request)
    if not keeps_agreements(viewer):
        raise Http404
    groups = Group.objects.filter(pk__in=led_by(viewer)).order_by("name", "uid")
    typed = request.POST if request.method == "POST" else None
    form = FoundForm(typed, groups=groups, network=bool(may_found(viewer, None)))
    if typed is None or not form.is_valid():
        return Answer({"form": form}, status=200 if typed is None else 422)
    data = form.cleaned_data
    made = found_agreement(
        kind=data["kind"],
        scope=data["scope"],
        required=data.get("required", False),
        group=data["group"],
        by=viewer,
    )
    return Answer(to=reverse("agreements:propose", args=[made.uid]))


def propose_answer(request: HttpRequest, uid: UUID) -> Answer:
    """The form for a next version, begun with the texts of the last; preview; then it waits."""
    viewer = viewer_of(request)
    agreement = kept_or_404(viewer, uid)
    context: dict[str, Any] = {"agreement": agreement, "title": title_of(agreement), "refused": ""}
    if request.method != "POST":
        return Answer(context | {"form": VersionForm(initial=_begun(agreement))})
    context["form"] = form = VersionForm(request.POST)
    if not form.is_valid():
        return Answer(context, status=422)
    if "preview" in request.POST:
        return Answer(context | {"preview": _preview(form)})
    try:
        made = propose(agreement, form.texts(), form.terms(), by=viewer)
    except Refused as refusal:
        return Answer(context | {"refused": refusal.reason}, status=409)
    messages.success(request, _("Written down. A second person has to confirm it now."))
    return Answer(to=reverse("agreements:proposal", args=[made.uid]))


def _begun(agreement: Agreement) -> dict[str, Any]:
    last = newest(agreement)
    today = timezone.localdate()
    begun: dict[str, Any] = {
        "in_force_from": today + timedelta(days=14),
        "accept_by": today + timedelta(days=44),
    }
    if last is not None:
        begun["binding_language"] = last.binding_language
        for text in last.texts.all():
            begun |= {f"title_{text.language}": text.title, f"body_{text.language}": text.body}
    return begun


def _preview(form: VersionForm) -> list[ShownText]:
    binding = form.cleaned_data["binding_language"]
    return [
        ShownText(language, name, form.texts()[language].title, html, language == binding)
        for language, name, *_rest in form.pairs()
        if language in form.texts()
        for html in [render(form.texts()[language].body)]
    ]


def proposal_or_404(viewer: Viewer, uid: UUID) -> Proposal:
    """A proposed version, for who looks after its agreement."""
    rows = Proposal.objects.filter(agreement__in=kept_by(viewer))
    found = rows.select_related("agreement", "proposed_by", "decided_by", "version")
    proposal = found.filter(uid=uid).first()
    if proposal is None:
        raise Http404
    return proposal


def proposal_answer(request: HttpRequest, uid: UUID) -> Answer:
    """A proposed version as its readers will see it; confirm or withdraw it."""
    viewer = viewer_of(request)
    proposal = proposal_or_404(viewer, uid)
    refused: Any = ""
    if request.method == "POST":
        try:
            return _decide(request, proposal)
        except Refused as refusal:
            refused = refusal.reason
    context = {
        "proposal": proposal,
        "agreement": proposal.agreement,
        "texts": (texts := shown_proposal(proposal.texts.all(), proposal.binding_language)),
        "title": texts[0].title if texts else "",
        "may_confirm": ask(viewer, "agreement.confirm", proposal),
        "open": proposal.state == Proposal.State.OPEN,
        "refused": refused,
    }
    return Answer(context, status=403 if refused else 200)


def _decide(request: HttpRequest, proposal: Proposal) -> Answer:
    viewer = viewer_of(request)
    if request.POST.get("act") == "withdraw":
        withdraw(proposal, by=viewer)
        messages.success(request, _("The proposed version is withdrawn."))
    elif request.POST.get("act") == "confirm":
        confirm(proposal, by=viewer)
        messages.success(request, _("Published. Everybody it concerns is asked to accept it."))
    else:
        return Answer(to=reverse("agreements:proposal", args=[proposal.uid]))
    return Answer(to=reverse("agreements:kept", args=[proposal.agreement.uid]))


def require_answer(request: HttpRequest, uid: UUID) -> Answer:
    """Sets or ends that a label asks for the agreement. The secretariat's."""
    viewer = viewer_of(request)
    agreement = kept_or_404(viewer, uid)
    if not ask(viewer, "agreement.require", agreement):
        raise Http404
    gates = AgreementGate.objects.filter(agreement=agreement, group=None)
    taken = set(gates.values_list("label", flat=True))
    if (kept := gates.filter(label=request.POST.get("keep", "-")).first()) is not None:
        keep_asking(kept, by=viewer)
    elif (ended := gates.filter(label=request.POST.get("end", "-")).first()) is not None:
        gone = ask_no_longer(ended, by=viewer)
        waits = _("Another person of the secretariat has to confirm it.")
        messages.success(request, _("The label asks for it no longer.") if gone else waits)
    else:
        form = RequireForm(request.POST, taken=taken)
        if form.is_valid():
            ask_for(agreement, label=form.chosen(), by=viewer)
            messages.success(request, _("The label asks for it now."))
    return Answer(to=reverse("agreements:kept", args=[uid]))


def end_answer(request: HttpRequest, uid: UUID) -> Answer:
    """Ends one acceptance, named by person, organisation and version in the query."""
    viewer = viewer_of(request)
    agreement = kept_or_404(viewer, uid)
    row = _acceptance_or_404(agreement, request)
    form = EndForm(request.POST if request.method == "POST" else None)
    context = {"agreement": agreement, "title": title_of(agreement), "row": row, "form": form}
    if request.method != "POST" or not form.is_valid():
        return Answer(context, status=422 if request.method == "POST" else 200)
    end_acceptance(row, reason=form.cleaned_data["reason"], by=viewer)
    messages.success(request, _("The acceptance has ended."))
    return Answer(to=reverse("agreements:accepted", args=[uid]))


def _acceptance_or_404(agreement: Agreement, request: HttpRequest) -> Acceptance:
    try:
        person = UUID(request.GET.get("person", ""))
        whose = request.GET.get("organisation", "")
        organisation = UUID(whose) if whose else None
        number = int(request.GET.get("version", "")[:9])
    except ValueError as wrong:
        raise Http404 from wrong
    rows = Acceptance.objects.filter(
        version__agreement=agreement,
        version__number=number,
        person__uid=person,
        ended_at=None,
    )
    rows = (
        rows.filter(organisation__uid=organisation)
        if organisation
        else rows.filter(organisation=None)
    )
    row = rows.select_related("person", "organisation", "version__agreement").first()
    if row is None:
        raise Http404
    return row
