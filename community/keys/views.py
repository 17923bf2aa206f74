"""A person's own key. A team's is looked after on its organisation's pages."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from community.access.gates import gate, viewer_of
from community.models import Person

from .filing import file_key, key_of, remove_key
from .forms import KeyForm


@gate("person")
@sensitive_post_parameters("armored")
def own_key(request: HttpRequest) -> HttpResponse:
    """Shows the key on file, takes a new one, removes it."""
    person, viewer = cast(Person, request.user), viewer_of(request)
    if request.method == "POST" and "remove" in request.POST:
        if remove_key(person, by=viewer):
            messages.success(request, _("The key is removed. Mail comes unencrypted now."))
        return redirect("keys:own")
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        file_key(person, form.cleaned_data["armored"], by=viewer)
        messages.success(request, _("The key is on file. Mail is encrypted to it from now on."))
        return redirect("keys:own")
    status = 422 if request.method == "POST" else 200
    return render(request, "keys/own.html", {"form": form, "key": key_of(person)}, status=status)
