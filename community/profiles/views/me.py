"""One's own profile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.access.gates import gate
from community.profiles import editing
from community.profiles.acting import by_of
from community.profiles.answering import done, shown
from community.profiles.forms import PersonForm


@gate("person")
def me(request: HttpRequest) -> HttpResponse:
    """Name, position, language, and whether the directory shows one."""
    by = by_of(request)
    initial = {name: getattr(by.person, name) for name in editing.PERSON_FIELDS}
    form = PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and done(
        request,
        form,
        lambda: editing.edit_person(by.person, form.cleaned_data, by=by),
        _("Your profile is saved."),
        about=("person", by.person.uid),
    ):
        return redirect("profiles:me")
    return shown(request, "profiles/me.html", {"form": form})
