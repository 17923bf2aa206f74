"""Pages that everybody may ask for; what they show is asked thing by thing."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from community.access.gates import gate, viewer_of

from . import reading
from .desk import reading as desk_reading
from .numbering import csaf_file_name
from .opening import note_download, note_opening
from .showing.asking import asked
from .showing.listing import chips_of, groups_of, row_of
from .showing.page import page_of_release


@gate("public")
def advisory_list(request: HttpRequest) -> HttpResponse:
    """The advisories the viewer may read, filtered and counted."""
    viewer, ask = viewer_of(request), asked(request.GET)
    found = reading.listing(viewer, ask)
    context = {
        "asked": ask,
        "rows": [row_of(release) for release in found.releases],
        "page": found.page,
        "total": found.total,
        "groups": groups_of(found, ask),
        "chips": chips_of(ask),
        "desk": desk_reading.has_desk(viewer),
    }
    return render(request, "advisories/list.html", context)


@gate("public")
def advisory_page(request: HttpRequest, uid: UUID, number: int | None = None) -> HttpResponse:
    """The latest release, or the version with that number."""
    viewer = viewer_of(request)
    release = reading.release_for(viewer, uid, number)
    note_opening(viewer, release)
    page = page_of_release(viewer, release)
    desk = desk_reading.sender_side(viewer, release.advisory, release)
    return render(request, "advisories/page.html", {"page": page, "desk": desk})


@gate("public")
def source(request: HttpRequest, uid: UUID, number: int | None = None) -> HttpResponse:
    """A foreign document byte for byte, as a download; for who reads the release."""
    viewer = viewer_of(request)
    release = reading.release_for(viewer, uid, number)
    document = reading.source_of(release)
    if document is None:
        raise Http404
    note_download(viewer, release)
    name = csaf_file_name(release.number)
    response = HttpResponse(bytes(document.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
