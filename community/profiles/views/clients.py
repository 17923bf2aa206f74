"""Whom an organisation serves, who serves it, and what is proposed."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.gates import gate, viewer_of
from community.access.policy import ask
from community.access.viewer import Viewer
from community.models import ClientRelation, Organisation
from community.profiles import clients, reading
from community.profiles.acting import by_of
from community.profiles.answering import done, sent_as, shown
from community.profiles.forms import ClientForm
from community.profiles.models import ClientProposal
from community.profiles.policies import administers
from community.profiles.visibility import belongs_to, organisation_or_404

SAID = {
    "yes": gettext_lazy("Confirmed. The secretariat vets it now."),
    "no": gettext_lazy("Declined."),
    "withdraw": gettext_lazy("The proposal is withdrawn."),
}


@gate("member")
def client_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Both sides for the organisation's own people; its administrators propose and end."""
    viewer = viewer_of(request)
    found = _own(viewer, uid)
    form = ClientForm(sent_as(request, "propose"), viewer=viewer)
    said = _("Their administrators are asked to confirm it.")
    if form.is_bound and done(
        request, form, lambda: _propose(request, found, form), said, about=("organisation", uid)
    ):
        return redirect("profiles:clients", uid)
    serves, served_by = reading.relations_of(found)
    context = {"organisation": found, "form": form, "serves": serves, "served_by": served_by}
    context["proposals"] = reading.proposals_of(found)
    context["may_edit"] = administers(viewer, found.pk)
    return shown(request, "profiles/clients.html", context)


@gate("member")
def client_end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Asks once more, then ends a relation; `with` is the other organisation's uid."""
    found = _own(viewer_of(request), uid)
    other = request.POST.get("with", request.GET.get("with", ""))
    relation = _relation(found, other)
    if relation is None or not ask(viewer_of(request), "client.end", relation):
        raise Http404
    if request.method == "POST":
        by = by_of(request)
        done(
            request,
            None,
            lambda: clients.end_relation(relation.provider, relation.client, by=by),
            _("The relation has ended."),
            about=("organisation", uid),
        )
        return redirect("profiles:clients", uid)
    context = {"organisation": found, "relation": relation, "other": other}
    return shown(request, "profiles/client_end.html", context)


@gate("member")
def client_proposal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A proposal, for both sides; the client's administrators answer it."""
    viewer = viewer_of(request)
    proposal = _of_either_side(viewer, uid)
    act = request.POST.get("act", "")
    if act in SAID and done(
        request, None, lambda: _answer(request, proposal, act), SAID[act], about=("client", uid)
    ):
        return redirect("profiles:client-proposal", uid)
    context = {
        "proposal": proposal,
        "may_answer": ask(viewer, "client.answer", proposal),
        "answers": administers(viewer, proposal.client_id),
        "may_withdraw": administers(viewer, proposal.provider_id),
        "own": proposal.client if belongs_to(viewer, proposal.client_id) else proposal.provider,
    }
    return shown(request, "profiles/client_proposal.html", context)


def _own(viewer: Viewer, uid: UUID) -> Organisation:
    found = organisation_or_404(viewer, uid)
    if not belongs_to(viewer, found.pk):
        raise Http404
    return found


def _relation(organisation: Organisation, other: str) -> ClientRelation | None:
    try:
        uid = UUID(other)
    except ValueError:
        return None
    one = Q(provider=organisation, client__uid=uid) | Q(client=organisation, provider__uid=uid)
    return clients.current_relations().filter(one).first()


def _of_either_side(viewer: Viewer, uid: UUID) -> ClientProposal:
    rows = ClientProposal.objects.select_related("provider", "client")
    found = rows.filter(uid=uid).first()
    sides = (found.provider_id, found.client_id) if found else ()
    if found is None or not any(belongs_to(viewer, side) for side in sides):
        raise Http404
    return found


def _propose(request: HttpRequest, provider: Organisation, form: ClientForm) -> None:
    data = form.cleaned_data
    clients.propose_client(provider, data["client"], data["note"], by=by_of(request))


def _answer(request: HttpRequest, proposal: ClientProposal, act: str) -> None:
    if act == "withdraw":
        clients.withdraw_proposal(proposal, by=by_of(request))
    else:
        clients.answer_proposal(proposal, act == "yes", by=by_of(request))
