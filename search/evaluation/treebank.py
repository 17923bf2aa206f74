"""Makes a file for `search_eval` from sentences whose words have their base forms beside them.

    python -m search.evaluation.treebank FOLDER > FILE

reads every treebank in the folder (CoNLL-U; `sr_….conllu` begins with its language). Each
sentence is an entry, every second Serbian one in Cyrillic. The questions are two or three of
its words that stand there in another form than they are asked in, so that without knowledge
of the language nothing is found:

- `lemma`: their base forms; `bald`: the same without marks; `cyrillic`: in Cyrillic
- `inflection`: other forms of them that stand somewhere else
- `as written`: the words as they stand, in the other script or without marks
- `identifiers`: numbers, addresses and hashes, coined and put behind some sentences
"""

import json
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import cyrtranslit

from search.analysis.fold import bald

SEED = 20260501
LEAST, MOST = 2, 3  # words of a question
IDENTIFIED_EVERY = 20

Forms = Mapping[tuple[str, str, str], Sequence[str]]
_TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, its base form and its part of speech."""

    form: str
    lemma: str
    part: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` are those that one might search for."""

    key: str
    lang: str
    text: str
    words: tuple[Word, ...]


def sentences_of(folder: Path) -> list[Sentence]:
    """The sentences of all treebanks in a folder, each text once."""
    found: dict[str, Sentence] = {}
    for path in sorted(folder.glob("*.conllu")):
        for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
            lines = block.splitlines()
            text = "".join(line[9:] for line in lines if line.startswith("# text = "))
            lang = path.name.partition("_")[0]
            if text:
                words = tuple(_words(lines))
                found.setdefault(text, Sentence(f"{lang}-{number}", lang, text, words))
    return list(found.values())


def _words(lines: Iterable[str]) -> Iterator[Word]:
    for line in lines:
        cells = line.split("\t")
        telling = len(cells) > 3 and cells[0].isdigit() and cells[3] in _TELLING
        if telling and cells[1].isalpha() and len(cells[2]) > 2:
            yield Word(cells[1], cells[2], cells[3])


def sheet_of(sentences: Sequence[Sentence]) -> Iterator[dict[str, Any]]:
    """The lines of the file: for every sentence an entry and its questions."""
    # The same file each time.
    dice = random.Random(SEED)  # noqa: S311
    forms = _forms(sentences)
    for number, sentence in enumerate(sentences):
        cyrillic = sentence.lang == "sr" and number % 2 == 1
        text = cyrtranslit.to_cyrillic(sentence.text, "sr") if cyrillic else sentence.text
        if number % IDENTIFIED_EVERY == 0:
            shown, asked = _identifier(number)
            text = f"{text} ({shown})"
            yield _question(asked, "identifiers", sentence)
        yield {"entry": sentence.key, "lang": sentence.lang, "title": "", "body": text}
        for group, words in _asked(sentence, forms, dice, cyrillic=cyrillic):
            if len(words) >= LEAST:
                yield _question(" ".join(words), f"{sentence.lang} {group}", sentence)


def _question(text: str, group: str, sentence: Sentence) -> dict[str, Any]:
    return {"query": text, "class": group, "want": [sentence.key]}


def _asked(
    sentence: Sentence, forms: Forms, dice: random.Random, *, cyrillic: bool
) -> Iterator[tuple[str, list[str]]]:
    lemmas = [word.lemma for word in sentence.words if bald(word.lemma) != bald(word.form)]
    base = dice.sample(lemmas, min(MOST, len(lemmas)))
    yield "lemma", base
    yield "bald", [bald(word) for word in base]
    if sentence.lang == "sr":
        yield "cyrillic", [cyrtranslit.to_cyrillic(word, "sr") for word in base]
    others = [form for word in sentence.words if (form := _other(word, sentence, forms, dice))]
    yield "inflection", dice.sample(others, min(MOST, len(others)))
    written = [word.form for word in sentence.words]
    some = dice.sample(written, min(MOST, len(written)))
    if sentence.lang == "sr" and not cyrillic:
        yield "as written", [cyrtranslit.to_cyrillic(word, "sr") for word in some]
    else:
        yield "as written", [bald(word) for word in some]


def _forms(sentences: Iterable[Sentence]) -> Forms:
    found: dict[tuple[str, str, str], set[str]] = {}
    for sentence in sentences:
        for word in sentence.words:
            key = sentence.lang, word.lemma, word.part
            found.setdefault(key, set()).add(word.form.lower())
    return {key: sorted(forms) for key, forms in found.items()}


def _other(word: Word, sentence: Sentence, forms: Forms, dice: random.Random) -> str | None:
    own = {bald(word.form), bald(word.lemma)}
    known = forms[sentence.lang, word.lemma, word.part]
    fitting = [form for form in known if bald(form) not in own]
    return dice.choice(fitting) if fitting else None


def _identifier(number: int) -> tuple[str, str]:
    """One as it stands in a text, and as somebody asks for it."""
    digest = sha256(str(number).encode()).hexdigest()
    a, b, c = number // 250 % 250, number % 250, 10 + number % 90
    coined = [
        (f"CVE-2026-{10_000 + number}", f"cve-2026-{10_000 + number}"),
        (f"10.{c}.{a}[.]{b}", f"10.{c}.{a}.{b}"),
        (f"login-{digest[:6]}[.]example", f"login-{digest[:6]}.example"),
        (digest, digest.upper()),
        (f"GHSA-{digest[:4]}-{digest[4:8]}-{digest[8:12]}",) * 2,
        (f"CSN-2026-{digest[:6].upper()}", f"csn-2026-{digest[:6]}"),
    ]
    return coined[number // IDENTIFIED_EVERY % len(coined)]


def main(folder: str) -> None:
    """Writes the file to the output."""
    for line in sheet_of(sentences_of(Path(folder))):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
