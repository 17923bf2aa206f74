"""Pages of the log, for auditors. Nobody else learns that they are there."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from community.access.gates import gate, viewer_of

from .asking import FilterForm, asked
from .checking import last_check
from .exporting import FORMATS, export
from .models import Head
from .reading import page_of


@gate("role:auditor")
def log(request: HttpRequest) -> HttpResponse:
    """The newest rows that fit the filters, and the state of the chain."""
    form = FilterForm(request.GET or None)
    ask = asked(form, request.GET)
    page = page_of(ask)
    context = {
        "form": form,
        "asked": ask,
        "page": page,
        "newer": ask.address(after=page.newer) if page.newer else "",
        "older": ask.address(before=page.older) if page.older else "",
        "check": last_check(),
        "head": Head.objects.get(pk=Head.ONLY),
    }
    return render(request, "audit/log.html", context)


@gate("role:auditor")
@require_POST
def download(request: HttpRequest) -> HttpResponseBase:
    """What fits the filters as a file; the download itself is a row of the log."""
    file_format = request.POST.get("format", "")
    form = FilterForm(request.POST)
    if file_format not in FORMATS or not form.is_valid():
        raise Http404
    pieces = export(viewer_of(request), asked(form, request.POST), file_format)
    response = StreamingHttpResponse(pieces, content_type=FORMATS[file_format])
    name = f"audit-{timezone.now():%Y-%m-%d}.{file_format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
