"""Sentences whose words have their base forms beside them, as linguists noted them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, its base form and its part of speech."""

    form: str
    lemma: str
    kind: str

    @property
    def tells(self) -> bool:
        """Whether one might search for it."""
        return self.kind in CONTENT and len(self.lemma) > 2 and self.form.isalpha()


@dataclass(frozen=True, slots=True)
class Sentence:
    """`lang` is the tag of its treebank: sr, hr, sl or sq."""

    lang: str
    text: str
    words: tuple[Word, ...]


def read_all() -> list[Sentence]:
    """The sentences below SAMPLES_DIR; skips the test where that is not set."""
    samples = os.environ.get("SAMPLES_DIR")
    if not samples:
        pytest.skip("SAMPLES_DIR is not set: it names the folder that contains ud/")
    paths = sorted((Path(samples) / "ud").glob("*.conllu"))
    return [sentence for path in paths for sentence in _read(path)]


def _read(path: Path) -> Iterator[Sentence]:
    lang = path.name.partition("_")[0]
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        texts = [line[9:] for line in lines if line.startswith("# text = ")]
        if texts:
            yield Sentence(lang, texts[0], tuple(_words(lines)))


def _words(lines: list[str]) -> Iterator[Word]:
    for line in lines:
        cells = line.split("\t")
        if len(cells) > 3 and cells[0].isdigit():
            yield Word(cells[1], cells[2], cells[3])
