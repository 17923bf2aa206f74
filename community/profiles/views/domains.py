"""An organisation's domains, and a claim until it is proven."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.gates import gate, viewer_of
from community.access.viewer import Viewer
from community.profiles import codes, dns_lookup, domains, reading
from community.profiles.acting import by_of
from community.profiles.answering import done, sent_as, shown
from community.profiles.forms import ClaimForm, CodeForm, EvidenceForm
from community.profiles.models import DomainClaim
from community.profiles.policies import administers
from community.profiles.visibility import own_organisation_or_404


@gate("member")
def domain_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The domains that count, the claims that do not yet, and a form for another."""
    found = own_organisation_or_404(viewer_of(request), uid)
    form = ClaimForm(sent_as(request, "claim"))
    if form.is_bound:

        def claim() -> None:
            made = domains.claim_domain(found, form.cleaned_data["domain"], by=by_of(request))
            form.made = made  # type: ignore[attr-defined]

        said = _("Now show that it is yours.")
        if done(request, form, claim, said, about=("organisation", uid)):
            return redirect("profiles:domain-claim", form.made.uid)  # type: ignore[attr-defined]
    context = {"organisation": found, "form": form, "claims": reading.claims_of(found)}
    context["domains"] = reading.confirmed_domains(found)
    return shown(request, "profiles/domains.html", context)


@gate("member")
def domain_removal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Asks once more, then removes a domain."""
    found = own_organisation_or_404(viewer_of(request), uid)
    domain = request.POST.get("domain", request.GET.get("domain", ""))
    if domain not in reading.confirmed_domains(found):
        raise Http404
    if request.method == "POST":
        by = by_of(request)
        done(
            request,
            None,
            lambda: domains.remove_domain(found, domain, by=by),
            _("The domain is removed."),
            about=("organisation", uid),
        )
        return redirect("profiles:domains", uid)
    context = {"organisation": found, "domain": domain}
    return shown(request, "profiles/domain_removal.html", context)


@gate("member")
def domain_claim(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The ways to prove a claim: a mailed code, a text record, evidence."""
    claim = _own_claim(viewer_of(request), uid)
    forms = {"code": CodeForm, "evidence": EvidenceForm}
    bound = {name: form(sent_as(request, name)) for name, form in forms.items()}
    act = request.POST.get("act", "")
    if act in ACTS:
        run, said = ACTS[act]
        form = bound.get(act)
        about = ("domain_claim", uid)
        if done(request, form, lambda: run(request, claim, form), said, about=about):
            if act == "send":
                return redirect("profiles:domain-claim", uid)
            return redirect("profiles:domains", claim.organisation.uid)
    claim.refresh_from_db()
    return shown(request, "profiles/domain_claim.html", _page(claim) | {"forms": bound})


def _page(claim: DomainClaim) -> dict[str, Any]:
    return {
        "claim": claim,
        "organisation": claim.organisation,
        "mailboxes": [f"{name}@{claim.domain}" for name in domains.MAILBOXES],
        "can_answer": codes.can_answer(claim),
        "record_name": dns_lookup.record_name(claim.domain),
        "record_value": dns_lookup.record_value(claim.token),
    }


def _own_claim(viewer: Viewer, uid: UUID) -> DomainClaim:
    claim = DomainClaim.objects.select_related("organisation").filter(uid=uid).first()
    if claim is None or not administers(viewer, claim.organisation_id):
        raise Http404
    return claim


def _send(request: HttpRequest, claim: DomainClaim, _form: Any) -> None:
    mailbox = request.POST.get("mailbox", "").partition("@")[0]
    if mailbox not in domains.MAILBOXES:
        raise Http404
    domains.send_code(claim, mailbox, by=by_of(request))


def _type(request: HttpRequest, claim: DomainClaim, form: Any) -> None:
    if not domains.prove_by_code(claim, form.cleaned_data["code"], by=by_of(request)):
        raise domains.NotProven(_("This is not the code, or it is too old."))


def _look_up(request: HttpRequest, claim: DomainClaim, _form: Any) -> None:
    if not domains.prove_by_dns(claim, by=by_of(request)):
        raise domains.NotProven(
            _("The record is not there yet. What was just entered may take an hour to be seen.")
        )


def _lay_open(request: HttpRequest, claim: DomainClaim, form: Any) -> None:
    domains.ask_by_hand(claim, form.cleaned_data["evidence"], by=by_of(request))


def _withdraw(request: HttpRequest, claim: DomainClaim, _form: Any) -> None:
    domains.withdraw_claim(claim, by=by_of(request))


Run = Callable[[HttpRequest, DomainClaim, Any], None]
ACTS: dict[str, tuple[Run, Any]] = {
    "send": (_send, gettext_lazy("The code is on its way. It can be used for a day.")),
    "code": (_type, gettext_lazy("Proven. Below you see how the domain stands.")),
    "dns": (_look_up, gettext_lazy("Proven. Below you see how the domain stands.")),
    "evidence": (_lay_open, gettext_lazy("The secretariat looks at it and writes to you.")),
    "withdraw": (_withdraw, gettext_lazy("The claim is withdrawn.")),
}
