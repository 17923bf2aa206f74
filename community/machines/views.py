"""Pages on which an organisation's administrators keep its machine tokens."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.access.gates import gate, viewer_of
from community.models import Person
from community.notify.letters import absolute
from community.paging import page_of, rows_of
from community.signin.fresh import fresh_login_required

from . import reading
from .forms import TokenForm
from .keeping import Maker, make_token, revoke_token
from .showing import facts_of, row_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@gate("role:administrator")
def token_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The organisation's tokens, newest first."""
    viewer = viewer_of(request)
    organisation = reading.organisation_for(viewer, uid)
    rows = reading.tokens_of(viewer, organisation)
    page = page_of(request.GET.get("page", ""), rows.count(), reading.PER_PAGE)
    span = rows_of(page)
    shown = [row_of(token) for token in rows[span.start : span.stop]]
    context = {"organisation": organisation, "rows": shown, "page": page}
    return render(request, "machines/tokens.html", context)


@gate("role:administrator")
@fresh_login_required
@require_http_methods(GET_OR_POST)
def new_token(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form, and behind it the one page that shows the token."""
    maker = _maker(request)
    organisation = reading.organisation_for(maker.viewer, uid)
    groups = reading.groups_to_choose(maker.person, organisation)
    form = TokenForm(request.POST or None, groups=groups)
    if request.method == "POST" and form.is_valid():
        made = make_token(organisation, form.wish(), by=maker, key=form.create_key)
        context = {"organisation": organisation, "token": made.token, "text": made.text}
        context["address"] = absolute(reverse("api:advisories"))
        return render(request, "machines/made.html", context)
    return render(request, "machines/new.html", {"organisation": organisation, "form": form})


@gate("role:administrator")
@require_http_methods(GET_OR_POST)
def token_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One token: what it may, when it was used, and the button that ends it."""
    maker = _maker(request)
    token = reading.token_for(maker.viewer, uid)
    if request.method == "POST":
        revoke_token(token, by=maker)
        messages.success(request, _("The token works no longer."))
        return redirect("machines:tokens", token.organisation.uid)
    context = {"token": token, "facts": facts_of(token), "row": row_of(token)}
    return render(request, "machines/token.html", context)


def _maker(request: HttpRequest) -> Maker:
    return Maker(viewer_of(request), cast(Person, request.user))
