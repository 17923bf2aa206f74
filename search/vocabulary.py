"""The words of public entries, noted as these are written: what a typing error may have meant."""

from search.analysis.tokens import tokenise
from search.models import Entry, Text, Word

# Enough to know how words are spelt; a longer text adds few new ones.
_READ = 6_000
_LONGEST, _SHORTEST = 40, 3


def note(entry: Entry, text: Text, using: str) -> None:
    """Adds the words of an entry that everybody may read; of any other, none."""
    if entry.partition != 0:
        return
    found = words_of(text)
    rows = Word.objects.using(using)
    known = set(rows.filter(bald__in=found).values_list("bald", flat=True))
    # In one order always: two writers never wait for each other in a circle.
    missing = [Word(bald=bald, shown=found[bald]) for bald in sorted(found.keys() - known)]
    rows.bulk_create(missing, ignore_conflicts=True)


def words_of(text: Text) -> dict[str, str]:
    """The bald words of a text, each with its spelling there."""
    read = f"{text.title}\n{text.body[:_READ]}"
    return {
        token.word: read[token.start : token.end].lower()[:80]
        for token in tokenise(read)
        if _SHORTEST <= len(token.word) <= _LONGEST and not any(map(str.isdigit, token.word))
    }
