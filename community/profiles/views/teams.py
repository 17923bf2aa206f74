"""Teams, as the administrators of their organisation keep them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from community.access.gates import gate, viewer_of
from community.keys import filing
from community.keys.forms import KeyForm
from community.models import Team
from community.profiles import codes, teams
from community.profiles.acting import by_of
from community.profiles.answering import done, sent_as, shown
from community.profiles.forms import CodeForm, MailboxForm, TeamForm
from community.profiles.visibility import own_organisation_or_404, own_team_or_404


@gate("member")
def team_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A new team of an organisation."""
    found = own_organisation_or_404(viewer_of(request), uid)
    form = TeamForm(request.POST or None)
    by = by_of(request)
    if request.method == "POST" and done(
        request,
        form,
        lambda: teams.found_team(found, form.cleaned_data, by=by),
        _("The team is there. Give it a mailbox next."),
        about=("organisation", uid),
    ):
        return redirect("profiles:organisation", uid)
    context = {"organisation": found, "form": form}
    return shown(request, "profiles/team_new.html", context)


@gate("member")
@sensitive_post_parameters("armored")
def team_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How a team is reached: contacts, mailbox, key; each has a form of its own."""
    team = own_team_or_404(viewer_of(request), uid)
    bound = _forms(request, team)
    act = request.POST.get("act", "")
    if act in ACTS:
        run, said = ACTS[act]
        form = bound.get(act)
        about = ("team", uid)
        if done(request, form, lambda: run(request, team, form), said, about=about):
            return redirect("profiles:team-edit", uid)
    card = teams.card_of(team)
    context = {"team": team, "organisation": team.organisation, "card": card, "forms": bound}
    context |= {"key": filing.key_of(team), "can_answer": codes.can_answer(card)}
    return shown(request, "profiles/team_edit.html", context)


def _forms(request: HttpRequest, team: Team) -> dict[str, forms.Form]:
    card = teams.card_of(team)
    initial = {name: getattr(team, name) for name in teams.TEAM_FIELDS}
    initial |= {name: getattr(card, name) for name in (*teams.CARD_FIELDS, "revision")}
    mailbox = {"mailbox": card.code_address or team.mailbox}
    return {
        "save": TeamForm(sent_as(request, "save"), initial=initial),
        "mailbox": MailboxForm(sent_as(request, "mailbox"), initial=mailbox),
        "code": CodeForm(sent_as(request, "code")),
        "key": KeyForm(sent_as(request, "key")),
    }


def _save(request: HttpRequest, team: Team, form: Any) -> None:
    revision = form.cleaned_data["revision"]
    teams.edit_team(team, form.cleaned_data, by=by_of(request), revision=revision)


def _verify(request: HttpRequest, team: Team, _form: Any) -> None:
    teams.verify_team(team, by=by_of(request))


def _mailbox(request: HttpRequest, team: Team, form: Any) -> None:
    teams.ask_mailbox(team, form.cleaned_data["mailbox"], by=by_of(request))


def _code(request: HttpRequest, team: Team, form: Any) -> None:
    if not teams.confirm_mailbox(team, form.cleaned_data["code"], by=by_of(request)):
        raise teams.WrongCode


def _key(request: HttpRequest, team: Team, form: Any) -> None:
    filing.file_key(team, form.cleaned_data["armored"], by=viewer_of(request))


def _unkey(request: HttpRequest, team: Team, _form: Any) -> None:
    filing.remove_key(team, by=viewer_of(request))


ACTS: dict[str, tuple[Callable[[HttpRequest, Team, Any], None], Any]] = {
    "save": (_save, gettext_lazy("The contacts are saved.")),
    "verify": (_verify, gettext_lazy("Noted: the contacts are right today.")),
    "mailbox": (_mailbox, gettext_lazy("The code is on its way. It can be used for a day.")),
    "code": (_code, gettext_lazy("The mailbox is confirmed.")),
    "key": (_key, gettext_lazy("The key is on file. Mail is encrypted to it from now on.")),
    "unkey": (_unkey, gettext_lazy("The key is removed. Mail comes unencrypted now.")),
}
