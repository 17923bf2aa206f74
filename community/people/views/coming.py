"""Coming in: the link of an invitation, asking with an address, showing that it is one's own.

The secret leaves the address bar at once: the link puts it into the session and leads on, so
that it stands in no referrer and in no history that is looked at later.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.access.gates import gate, viewer_of
from community.people import accepting, asking
from community.people.acting import acting
from community.people.forms import AccountForm, AskForm
from community.people.limits import may_ask
from community.people.models import Invitation

INVITATION, PROOF = "people.invitation", "people.proof"


@gate("public")
@never_cache
def accept_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Takes the secret of an invitation into the session."""
    _keep(request, INVITATION, secret if accepting.invitation_of(secret) else "")
    return redirect("people:accept")


def _keep(request: HttpRequest, name: str, secret: str) -> None:
    """A link that opens nothing begins no session; it only ends what an earlier one began."""
    if secret:
        request.session[name] = secret
    else:
        request.session.pop(name, None)


@gate("public")
@never_cache
def accept(request: HttpRequest) -> HttpResponse:
    """Takes the offered seat: logged in with one click, else with a new account."""
    invitation = accepting.invitation_of(request.session.get(INVITATION, ""))
    if invitation is None:
        return _useless(request)
    try:
        if viewer_of(request).person_id is not None:
            return _with_account(request, invitation)
        return _without_account(request, invitation)
    except accepting.Unusable:
        return _useless(request)


def _with_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    person = acting(request).person
    if request.method != "POST":
        context = {"invitation": invitation, "person": person}
        return render(request, "people/accept.html", context)
    sits = accepting.accept(invitation, person=person)
    request.session.pop(INVITATION, None)
    return render(request, "people/accepted.html", {"invitation": invitation, "sits": sits})


def _without_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    context: dict[str, object] = {"invitation": invitation}
    if accepting.has_account(invitation):
        return render(request, "people/accept.html", context | {"sign_in": True})
    form = AccountForm(request.POST or None, email=invitation.email)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/accept.html", context | {"form": form})
    accepting.accept_with_new_account(
        invitation,
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
        language=get_language() or "",
    )
    request.session.pop(INVITATION, None)
    messages.success(request, _("Your account is made. Sign in, then add your second factor."))
    return redirect("account_login")


def _useless(request: HttpRequest) -> HttpResponse:
    """One page for what is used, expired, taken back, made up or meant for another."""
    return render(request, "people/link_useless.html", status=404)


@gate("public")
def ask(request: HttpRequest) -> HttpResponse:
    """Anybody asks; what follows is the same for every address."""
    form = AskForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/ask.html", {"form": form})
    data = form.cleaned_data
    if may_ask(request, data["email"]):
        asking.ask(email=data["email"], name=data["name"], note=data["note"], key=data["key"])
    return render(request, "people/asked.html", {"email": data["email"]})


@gate("public")
@never_cache
def prove_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Takes the secret of a proof into the session."""
    _keep(request, PROOF, secret if asking.request_of(secret) else "")
    return redirect("people:prove")


@gate("public")
@never_cache
def prove(request: HttpRequest) -> HttpResponse:
    """Shows that the address is one's own, at the press of a button: a mail scanner that only
    follows links proves nothing."""
    wanted = asking.request_of(request.session.get(PROOF, ""))
    if wanted is None:
        return _useless(request)
    if request.method != "POST":
        return render(request, "people/prove.html", {"wanted": wanted})
    asking.prove(wanted)
    request.session.pop(PROOF, None)
    return render(request, "people/proven.html")
