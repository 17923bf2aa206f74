"""A sponsor's answer. Only who was asked finds the page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of
from community.joining.forms import VouchForm
from community.joining.reading import sponsorship_for
from community.joining.sponsor_page import answer, sponsor_context


@gate("member")
def sponsoring(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the applicant says of itself, and yes or no with a reason."""
    row = sponsorship_for(viewer_of(request), uid)
    if row is None:
        raise Http404
    form, refused = VouchForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        refused = answer(request, row, form.cleaned_data)
        if not refused:
            messages.success(request, _("Thank you. Your answer is noted."))
            return redirect("joining:sponsoring", uid)
    status = 409 if refused else 422 if form.errors else 200
    context = sponsor_context(viewer_of(request), row) | {"form": form, "refused": refused}
    return render(request, "joining/sponsoring.html", context, status=status)
