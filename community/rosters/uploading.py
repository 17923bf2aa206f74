"""Bringing a list: read at once, kept as typed, checked by the worker."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from community.access.policy import require
from community.audit.recording import record
from community.models import Person, Receipt
from community.people.acting import Acting

from .checking import ask_to_check
from .columns import fields_of, missing_in
from .decoding import NotText, decode
from .models import Import, Row
from .parsing import LARGEST, Sheet, Unreadable, parse

ACT = "import.bring"


class ColumnsMissing(ValueError):
    """The file lacks columns without which it says nothing: their English headers."""

    def __init__(self, headers: list[str]) -> None:
        super().__init__("columns")
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is read, before anything is stored."""

    kind: str
    sheet: Sheet
    fields: list[str]
    encoding: str


def read(kind: str, data: bytes, encoding: str = "") -> Upload:
    """The rows of a file; Unreadable or ColumnsMissing if it is none of ours."""
    if len(data) > LARGEST:
        raise Unreadable("too_large")
    try:
        text, found = decode(data, encoding)
    except NotText as wrong:
        raise Unreadable("not_text") from wrong
    sheet = parse(text)
    fields = fields_of(kind, sheet.headers)
    taken = [name for name in fields if name]
    if len(set(taken)) != len(taken):
        raise Unreadable("doubled")
    if missing := missing_in(kind, fields):
        raise ColumnsMissing([one.en for one in missing])
    return Upload(kind, sheet, fields, found)


@transaction.atomic
def bring(upload: Upload, *, key: str, language: str, by: Acting) -> Import:
    """Stores the rows and lets them be checked. The same `key` of the same person is one import."""
    require(by.viewer, ACT)
    # Two clicks at once: the second waits here until the first has written its receipt.
    Person.objects.select_for_update().get(pk=by.person.pk)
    earlier = Receipt.objects.filter(person=by.person, act=ACT, key=key).first()
    if earlier is not None:
        return Import.objects.get(uid=earlier.made_uid)
    made = Import.objects.create(
        kind=upload.kind,
        by=by.person,
        at=timezone.now(),
        encoding=upload.encoding,
        columns=upload.sheet.headers,
        fields=upload.fields,
        total=len(upload.sheet.rows),
        language=language,
    )
    rows = (Row(roster=made, number=number, cells=cells) for number, cells in upload.sheet.rows)
    Row.objects.bulk_create(rows, batch_size=1000)
    Receipt.objects.create(
        person=by.person, key=key, act=ACT, made_kind="import", made_uid=made.uid
    )
    ask_to_check(made)
    details = {"list": made.kind, "rows": made.total}
    record(actor=by.actor, verb=ACT, kind="import", uid=str(made.uid), details=details)
    return made
