"""The secretariat's room for lists. Trustees open those that wait for a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.access.gates import gate, viewer_of
from community.people.acting import acting

from .exporting import problems_csv, sample_csv
from .forms import UploadForm
from .page import act_on, found_or_404, import_context, list_context
from .uploading import bring

CSV = "text/csv; charset=utf-8"


@gate("role:secretariat")
def imports(request: HttpRequest) -> HttpResponse:
    """Every import, and the form to bring another."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        key, language = form.cleaned_data["key"], get_language() or ""
        made = bring(form.upload, key=key, language=language, by=acting(request))
        return redirect("rosters:roster", made.uid)
    context = list_context(viewer_of(request), request.GET.get("page", "")) | {"form": form}
    return render(request, "rosters/list.html", context, status=422 if form.errors else 200)


@gate("member")
def roster(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One import: its rows, how far it is, what can be done."""
    viewer, refused = viewer_of(request), ""
    found = found_or_404(viewer, uid)
    if request.method == "POST":
        refused = act_on(request, found)
        if not refused:
            messages.success(request, _("Noted."))
            return redirect("rosters:roster", uid)
        found = found_or_404(viewer, uid)
    context = import_context(viewer, found, request.GET.dict()) | {"refused": refused}
    return render(request, "rosters/roster.html", context, status=403 if refused else 200)


@gate("member")
def problems(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The rows that were not made, as a file to be mended."""
    found = found_or_404(viewer_of(request), uid)
    return _as_file(StreamingHttpResponse(problems_csv(found), content_type=CSV), "errors.csv")


@gate("role:secretariat")
def sample(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What a file of this kind looks like."""
    return _as_file(HttpResponse(sample_csv(kind), content_type=CSV), f"{kind}.csv")


def _as_file(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
