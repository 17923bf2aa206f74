"""The words of public entries, noted as these are written: what a typing error may have meant."""

from collections.abc import Iterable, Iterator

from search.analysis.tokens import tokenise
from search.models import Text, Word

# Enough to know how words are spelt; a longer text adds few new ones.
_READ = 6_000
_LONGEST, _SHORTEST = 40, 3
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
        rows.bulk_create(missing, ignore_conflicts=True)


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
