"""The ledger as a file to take away; every taking is written down."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.models import Person

from .ledger import ledger, note_export
from .ledger_csv import as_csv
from .ledger_pdf import as_pdf

TYPES = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}


def ledger_file(
    viewer: Viewer, person: Person, form: str, organisation: UUID | None = None
) -> HttpResponse:
    """`form`: csv or pdf; 404 for another one and for who may not see this ledger."""
    if form not in TYPES:
        raise Http404
    lines = list(ledger(viewer, organisation))
    if form == "csv":
        data = as_csv(lines)
    else:
        title = _("Ledger of agreements")
        data = as_pdf(lines, title=title, by=person.name, at=timezone.now())
    note_export(viewer, form, len(lines), organisation)
    response = HttpResponse(data, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="ledger-tlp-amber.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
