"""Pages of agreements: one's own, and those of who looks after them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from community.access.gates import gate, viewer_of
from community.signin.fresh import fresh_login_required

from . import office, office_acts, pages
from .handing import ledger_file
from .pages import Answer


@gate("person")
def own(request: HttpRequest) -> HttpResponse:
    """What to sign, what was signed. Open without standing: signing is what it begins with."""
    context = pages.own_context(viewer_of(request), request.user)  # type: ignore[arg-type]
    return render(request, "agreements/own.html", context)


@gate("person")
def text(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """One version to read."""
    context = pages.text_context(viewer_of(request), uid, number)
    return render(request, "agreements/text.html", context)


@gate("person")
@fresh_login_required
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The newest version with the form below it."""
    return _sent(request, pages.sign_answer(request, uid), "agreements/sign.html")


@gate("member")
def kept_list(request: HttpRequest) -> HttpResponse:
    """The agreements one looks after, with what is missing."""
    return render(request, "agreements/office.html", office.list_context(viewer_of(request)))


@gate("member")
def found(request: HttpRequest) -> HttpResponse:
    """A new agreement."""
    return _sent(request, office_acts.found_answer(request), "agreements/found.html")


@gate("member")
def kept(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One agreement: versions, requirements, who has not accepted."""
    viewer = viewer_of(request)
    context = office.agreement_context(viewer, uid, request.GET.get("page", ""))
    return render(request, "agreements/kept.html", context)


@gate("member")
def accepted(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who has accepted an agreement."""
    viewer = viewer_of(request)
    context = office.accepted_context(viewer, uid, request.GET.get("page", ""))
    return render(request, "agreements/accepted.html", context)


@gate("member")
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ending one acceptance with a reason."""
    return _sent(request, office_acts.end_answer(request, uid), "agreements/end.html")


@gate("member")
def propose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Writing the next version."""
    return _sent(request, office_acts.propose_answer(request, uid), "agreements/propose.html")


@gate("member")
def proposal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A version that waits for a second person."""
    return _sent(request, office_acts.proposal_answer(request, uid), "agreements/proposal.html")


@gate("member")
@require_POST
def require(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Whether a label asks for an agreement."""
    return _sent(request, office_acts.require_answer(request, uid), "")


@gate("member")
def ledger(request: HttpRequest, form: str) -> HttpResponse:
    """The whole ledger as a file."""
    return ledger_file(viewer_of(request), request.user, form)  # type: ignore[arg-type]


@gate("member")
def ledger_of(request: HttpRequest, uid: UUID, form: str) -> HttpResponse:
    """The ledger of one organisation, also for its administrators."""
    return ledger_file(viewer_of(request), request.user, form, uid)  # type: ignore[arg-type]


def _sent(request: HttpRequest, answer: Answer, template: str) -> HttpResponse:
    if answer.to:
        return redirect(answer.to)
    return render(request, template, answer.context, status=answer.status)
