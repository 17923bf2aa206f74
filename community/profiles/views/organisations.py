"""The directory, an organisation's profile, editing it, agreeing to be public."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of
from community.models import Organisation
from community.profiles import directory, editing, reading
from community.profiles.acting import by_of
from community.profiles.answering import done, shown
from community.profiles.forms import ProfileForm
from community.profiles.visibility import organisation_or_404, own_organisation_or_404


@gate("public")
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The directory, as much of it as the viewer may see."""
    found = directory.listing(viewer_of(request), request.GET)
    return render(request, "directory/list.html", {"listing": found})


@gate("public")
def organisation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One organisation; 404 for who may not know of it."""
    viewer = viewer_of(request)
    found = organisation_or_404(viewer, uid)
    context = {"shown": reading.shown(viewer, found, request.GET.get("page", ""))}
    return render(request, "profiles/organisation.html", context | {"organisation": found})


@gate("member")
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the organisation says of itself; a form that is too old overwrites nothing."""
    found = own_organisation_or_404(viewer_of(request), uid)
    form = _profile_form(request, found)
    if request.method == "POST" and done(
        request,
        form,
        lambda: _save(request, found, form),
        _("The profile is saved."),
        about=("organisation", uid),
    ):
        return redirect("profiles:organisation", uid)
    current = organisation_or_404(viewer_of(request), uid)
    context = {"form": form, "organisation": current, "saved": _saved(form, current)}
    return shown(request, "profiles/edit.html", context)


@gate("member")
def public(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Agreeing to a public profile, or taking that back."""
    found = own_organisation_or_404(viewer_of(request), uid)
    if request.POST.get("public") in ("0", "1"):
        wanted = request.POST["public"] == "1"
        said = _("Everybody sees the profile now.") if wanted else _("Only members see it now.")
        by = by_of(request)
        about = ("organisation", uid)
        done(request, None, lambda: editing.set_public(found, wanted, by=by), said, about=about)
        return redirect("profiles:organisation", uid)
    context = {"organisation": found, "profile": editing.profile_of(found)}
    return shown(request, "profiles/public.html", context)


def _profile_form(request: HttpRequest, organisation: Organisation) -> ProfileForm:
    initial = {name: getattr(organisation, name) for name in editing.OWN_FIELDS}
    initial["revision"] = editing.profile_of(organisation).revision
    return ProfileForm(request.POST or None, initial=initial, organisation=organisation)


def _save(request: HttpRequest, organisation: Organisation, form: ProfileForm) -> None:
    values = dict(form.cleaned_data)
    revision = values.pop("revision")
    editing.edit_profile(organisation, values, by=by_of(request), revision=revision)


def _saved(form: ProfileForm, current: Organisation) -> list[tuple[str, str]]:
    """After a refusal: what stands there now, where it is not what was typed.

    The form is brought up to date, so that sending it once more is a decision.
    """
    profile = editing.profile_of(current)
    if not form.is_bound or form.data.get("revision") == str(profile.revision):
        return []
    typed: Any = form.data
    data = typed.copy()
    data["revision"] = str(profile.revision)
    form.data = data
    return [
        (str(form.fields[name].label), str(getattr(current, name)))
        for name in editing.OWN_FIELDS
        if form.data.get(name, "") != str(getattr(current, name))
    ]
