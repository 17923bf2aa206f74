"""Every row is looked at before anything is made; a chunk of rows is one transaction."""

from django.db import transaction
from django.utils import timezone

from community.jobs.queue import enqueue

from .cleaning import Values, Wrong, clean
from .knowing import Known, known_of, places_of, words_of
from .models import Import, Row, Word
from .states import after

CHECK = "rosters.check"
CHUNK = 500
SKIPS = ("twice", "there", "seated", "invited")


def ask_to_check(roster: Import) -> None:
    """Queues the next chunk, in the caller's transaction."""
    enqueue(CHECK, {"import": str(roster.uid)}, key=f"{CHECK}:{roster.uid}")


@transaction.atomic
def check_chunk(uid: str) -> None:
    """Checks the next rows of an import that is being checked, and queues what is left."""
    roster = Import.objects.select_for_update(of=("self",)).select_related("by").get(uid=uid)
    if roster.state != Import.State.UPLOADED:
        return
    rows = list(roster.rows.filter(checked=False).order_by("number")[:CHUNK])
    _check(roster, rows)
    if roster.rows.filter(checked=False).exists():
        ask_to_check(roster)
        return
    roster.state, roster.checked_at = after(roster, "checked"), timezone.now()
    roster.save(update_fields=["state", "checked_at"])


def _check(roster: Import, rows: list[Row]) -> None:
    values: dict[int, Values] = {}
    for row in rows:
        row.checked = True
        try:
            values[row.pk] = clean(roster.kind, roster.fields, row.cells)
        except Wrong as wrong:
            mark(row, wrong.code)
    known = known_of(roster, values.values())
    words = {pk: words_of(roster.kind, one) for pk, one in values.items()}
    earlier = _earlier(roster, {word for some in words.values() for word in some})
    places: set[str] = set()
    for row in rows:
        if (one := values.get(row.pk)) is None:
            continue
        mark(row, _code(roster, one, words[row.pk], known, earlier))
        if not row.code:
            earlier |= set(words[row.pk])
            places |= set(words[row.pk]) | set(places_of(roster.kind, one, known))
    made = [Word(roster=roster, word=word) for word in sorted(places)]
    Word.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    Row.objects.bulk_update(rows, ["checked", "state", "code"], batch_size=200)


def _earlier(roster: Import, words: set[str]) -> set[str]:
    rows = Word.objects.filter(roster=roster, word__in=words)
    return set(rows.values_list("word", flat=True))


def _code(roster: Import, values: Values, words: list[str], known: Known, earlier: set[str]) -> str:
    return "twice" if earlier.intersection(words) else code_of(roster, values, known)


def code_of(roster: Import, values: Values, known: Known) -> str:
    """Why a clean row is not made, as the database stands; "" if it is."""
    if roster.kind == Import.Kind.PEOPLE:
        return known.person_code(values)
    return known.organisation_code(values)


def mark(row: Row, code: str) -> None:
    """Notes what is wrong with a row, if anything is; what is there already is skipped."""
    row.code = code
    if code:
        row.state = Row.State.SKIPPED if code in SKIPS else Row.State.FAILED
