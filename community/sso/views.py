"""Pages: the way in through one's organisation, setting it up, confirming it."""

from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.access.gates import gate, viewer_of
from community.access.policy import Refused
from community.models import Person
from community.signin.fresh import fresh_login_required

from . import reading
from .entering import CannotStart, start_login
from .forms import AddressForm, ProviderForm, ReasonForm
from .keeping import By, confirm_provider, end_provider, refuse_provider, request_provider
from .using import provider_for

GET_OR_POST = ["GET", "HEAD", "POST"]


@gate("public")
@require_http_methods(GET_OR_POST)
def enter(request: HttpRequest) -> HttpResponse:
    """The domain of an address leads to its provider; accounts are not asked."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, app="allauth.account", action="sso_login"):
            return render(request, "429.html", status=429)
        provider = provider_for(form.cleaned_data["email"])
        try:
            url = start_login(request, provider, get_next_redirect_url(request))
        except CannotStart as cannot:
            form.add_error("email", str(cannot))
        else:
            return render(request, "sso/go.html", {"url": url, "host": urlsplit(url).netloc})
    return render(request, "sso/enter.html", {"form": form})


@gate("role:administrator")
@fresh_login_required
@require_http_methods(GET_OR_POST)
def setup(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The organisation's own login: what is in use, what waits, the form for another."""
    by = _by(request)
    shown = reading.setup_for(by.viewer, uid)
    form = ProviderForm(request.POST or None if "end" not in request.POST else None)
    if request.method == "POST":
        if ended := {"in_use": shown.in_use, "waiting": shown.waiting}.get(
            request.POST.get("end", "")
        ):
            end_provider(ended, by=by)
            return redirect("sso:setup", uid)
        if form.is_valid():
            request_provider(shown.organisation, form.found, by=by)
            messages.success(request, _("The secretariat has been asked to confirm it."))
            return redirect("sso:setup", uid)
    current = shown.waiting or shown.in_use
    facts = reading.addresses_for(current) if current else []
    return render(request, "sso/setup.html", {"setup": shown, "form": form, "facts": facts})


@gate("role:secretariat")
def providers(request: HttpRequest) -> HttpResponse:
    """What waits for the secretariat and what is in use."""
    return render(request, "sso/office.html", {"rows": reading.providers_for_office()})


@gate("role:secretariat")
@fresh_login_required
@require_http_methods(GET_OR_POST)
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One provider: confirm, refuse with a reason, end."""
    by = _by(request)
    provider = reading.provider_for_office(by.viewer, uid)
    act = request.POST.get("act", "")
    form = ReasonForm(request.POST if act == "refuse" else None)
    done = act in ("confirm", "end") or (bool(act) and form.is_valid())
    try:
        if act == "confirm":
            confirm_provider(provider, by=by)
        elif act == "refuse" and form.is_valid():
            refuse_provider(provider, by=by, reason=form.cleaned_data["reason"])
        elif act == "end":
            end_provider(provider, by=by)
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        if done:
            messages.success(request, _("Decided and noted."))
    if done:
        return redirect("sso:decide", uid)
    domains = reading.domains_of(provider.organisation)
    context = {"provider": provider, "form": form, "domains": domains}
    return render(request, "sso/decide.html", context)


def _by(request: HttpRequest) -> By:
    return By(viewer_of(request), cast(Person, request.user))
