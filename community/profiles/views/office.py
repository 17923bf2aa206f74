"""The secretariat's rooms about organisations."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.access.gates import gate
from community.access.policy import ask
from community.models import Organisation, Team
from community.profiles import editing, leaving, office_reading, teams
from community.profiles.acting import By, by_of
from community.profiles.answering import done, sent_as, shown
from community.profiles.forms import OfficeForm, StateForm


@gate("role:secretariat")
def office(request: HttpRequest) -> HttpResponse:
    """All organisations by state, a page at a time."""
    found = office_reading.organisations(request.GET)
    return shown(request, "profiles/office.html", {"listing": found})


@gate("role:secretariat")
def office_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One organisation: what the secretariat sets, and the steps of its membership."""
    found, by = _found(uid), by_of(request)
    initial = {name: getattr(found, name) for name in editing.OFFICE_FIELDS}
    initial["revision"] = editing.profile_of(found).revision
    fields = OfficeForm(sent_as(request, "fields"), initial=initial)
    state = StateForm(sent_as(request, "state"), organisation=found)
    about = ("organisation", uid)
    if fields.is_bound and done(
        request, fields, lambda: _save(found, fields, by), _("Saved."), about=about
    ):
        return redirect("profiles:office-organisation", uid)
    if state.is_bound and done(
        request, state, lambda: _step(found, state, by), _("Done and noted."), about=about
    ):
        return redirect("profiles:office-organisation", uid)
    context = office_reading.one(_found(uid)) | {"fields": fields, "state_form": state}
    context["may_set_state"] = ask(by.viewer, "organisation.state", found)
    return shown(request, "profiles/office_organisation.html", context)


@gate("role:secretariat")
def office_team(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Says whether a team publishes advisories."""
    team = Team.objects.select_related("organisation").filter(uid=uid).first()
    if team is None:
        raise Http404
    if request.POST.get("publishes") in ("0", "1"):
        wanted = request.POST["publishes"] == "1"
        by = by_of(request)
        act = lambda: teams.set_publishing(team, wanted, by=by)  # noqa: E731
        done(request, None, act, _("Saved."), about=("team", uid))
        return redirect("profiles:office-organisation", team.organisation.uid)
    context = {"team": team, "organisation": team.organisation}
    return shown(request, "profiles/office_team.html", context)


def _found(uid: UUID) -> Organisation:
    found = Organisation.objects.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _save(organisation: Organisation, form: OfficeForm, by: By) -> None:
    values = dict(form.cleaned_data)
    revision = values.pop("revision")
    editing.edit_by_office(organisation, values, by=by, revision=revision)


def _step(organisation: Organisation, form: StateForm, by: By) -> None:
    data = form.cleaned_data
    leaving.set_state(organisation, data["state"], data["reason"], by=by)
