"""Questions whose one right answer is known: words of a sentence, put differently."""

import random
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import cyrtranslit

from search.analysis.fold import bald

from .treebank import Sentence, Word

SEED = 20260501
MOST = 3  # words of a question


@dataclass(frozen=True, slots=True)
class Question:
    """`words` of the sentence number `want`, as they are typed; `kind` names the class."""

    kind: str
    words: tuple[str, ...]
    want: int


def cyrillic(word: str) -> str:
    return cyrtranslit.to_cyrillic(word, "sr")


def without_marks(word: str) -> str:
    plain = word.replace("đ", "dj").replace("Đ", "Dj")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _same(word: str) -> str:
    return word


def _others(sentences: Iterable[Sentence]) -> Mapping[tuple[str, str, str], list[str]]:
    """All forms of a base form in the treebank of one language."""
    forms: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for sentence in sentences:
        for word in sentence.words:
            if word.tells:
                forms[sentence.lang, word.lemma, word.kind].add(word.form.lower())
    return {key: sorted(found) for key, found in forms.items()}


def _other_form(
    word: Word, lang: str, forms: Mapping[tuple[str, str, str], list[str]], dice: random.Random
) -> str | None:
    fitting = [
        form
        for form in forms.get((lang, word.lemma, word.kind), ())
        if bald(form) not in (bald(word.form), bald(word.lemma))
    ]
    return dice.choice(fitting) if fitting else None


def _picked(found: Sequence[str], dice: random.Random) -> tuple[str, ...]:
    """Two or three of the words, or none if there are not so many."""
    return tuple(dice.sample(found, min(MOST, len(found)))) if len(found) > 1 else ()


def questions(sentences: Sequence[Sentence]) -> Iterator[Question]:
    """One question of each class for every sentence that has the words for it."""
    dice = random.Random(SEED)
    forms = _others(sentences)
    for number, sentence in enumerate(sentences):
        lang = sentence.lang
        telling = [word for word in sentence.words if word.tells]
        lemmas = [w.lemma for w in telling if bald(w.lemma) != bald(w.form)]
        others = [o for w in telling if (o := _other_form(w, lang, forms, dice))]
        asked: dict[str, tuple[tuple[str, ...], Callable[[str], str]]] = {}
        base = _picked(lemmas, dice)
        asked["lemma"] = (base, _same)
        asked["lemma bare"] = (base, without_marks)
        asked["inflection"] = (_picked(others, dice), _same)
        asked["as it stands bare"] = (_picked([w.form for w in telling], dice), without_marks)
        if lang == "sr":
            asked["lemma other script"] = (base, cyrillic)
            asked["as it stands other script"] = (asked["as it stands bare"][0], cyrillic)
        for kind, (words, put) in asked.items():
            if words:
                yield Question(f"{lang} {kind}", tuple(map(put, words)), number)
