"""The words of public entries, noted as these are written: what a typing error may have meant."""

from collections.abc import Iterable, Iterator

from django.db import connections, transaction

from search.analysis.tokens import tokenise
from search.index import Index, live
from search.models import Text, Word

# Enough to know how words are spelt; a longer text adds few new ones.
_READ = 6_000
_LONGEST, _SHORTEST = 40, 3
_BATCH = 500
_ADDING = 0x5EA2C40001  # the number of PostgreSQL's lock for it, any that nobody else takes
_AT_ONCE = 5_000  # words in one statement: databases bound the number of parameters


def note_many(texts: Iterable[Text], using: str) -> None:
    """Adds the words of those entries that everybody may read; of any other, none."""
    found: dict[str, str] = {}
    for text in texts:
        if text.entry.partition == 0:
            found |= words_of(text)
    rows = Word.objects.using(using)
    # In one order always: two writers never wait for each other in a circle.
    for words in batched(sorted(found), _AT_ONCE):
        known = set(rows.filter(bald__in=words).values_list("bald", flat=True))
        missing = [Word(bald=bald, shown=found[bald]) for bald in words if bald not in known]
        if missing:
            _add(missing, using)


def _add(missing: list[Word], using: str) -> None:
    """Adds now, unless somebody else is adding: then after the transaction.

    On PostgreSQL a word that another transaction adds is waited for. Two that write several
    entries could wait for each other in a circle; nobody waits here who holds a lock.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ADDING])
            if not cursor.fetchone()[0]:
                transaction.on_commit(lambda: _insert(missing, using), using=using, robust=True)
                return
    _insert(missing, using)


def _insert(missing: list[Word], using: str) -> None:
    Word.objects.using(using).bulk_create(missing, ignore_conflicts=True)


def batched(words: list[str], size: int) -> Iterator[list[str]]:
    """`words` in lists of at most `size`."""
    return (words[at : at + size] for at in range(0, len(words), size))


def words_of(text: Text) -> dict[str, str]:
    """The bald words of a text, each with its spelling there."""
    read = f"{text.title}\n{text.body[:_READ]}"
    return {
        token.word: read[token.start : token.end].lower()[:80]
        for token in tokenise(read)
        if _SHORTEST <= len(token.word) <= _LONGEST and not any(map(str.isdigit, token.word))
    }


def prune(index: Index | None = None) -> int:
    """Takes out the words that no public entry holds any more; tells how many.

    Reads every public text once: work for the worker, once a day. A word that comes while it
    reads stays; one that comes back just then is missed until its entry is written again.
    """
    using = (index or live()).using
    newest = Word.objects.using(using).order_by("-pk").values_list("pk", flat=True).first() or 0
    held: set[str] = set()
    public = Text.objects.using(using).filter(entry__partition=0).only("title", "body")
    for text in public.iterator(chunk_size=500):
        held |= words_of(text).keys()
    gone = [pk for pk, bald in _known(newest, using) if bald not in held]
    for at in range(0, len(gone), _BATCH):
        Word.objects.using(using).filter(pk__in=gone[at : at + _BATCH]).delete()
    return len(gone)


def _known(newest: int, using: str) -> Iterator[tuple[int, str]]:
    rows = Word.objects.using(using).filter(pk__lte=newest).values_list("pk", "bald")
    yield from rows.iterator(chunk_size=5_000)
