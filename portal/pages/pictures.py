"""The images of public pages, for an installation without a web server in front.

Only what Wagtail made for pages lies in this folder; members' files have their own view.
"""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from community.access.gates import gate

FOLDER = "images"


@gate("public")
def picture(_request: HttpRequest, name: str) -> HttpResponseBase:
    """One rendition by its file name; names never come back, so it may be kept for long."""
    path = Path(settings.MEDIA_ROOT, FOLDER, name)
    if "\\" in name or name.startswith(".") or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"))
    response["Cache-Control"] = "public, max-age=2592000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
