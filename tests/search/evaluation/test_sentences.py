"""Known sentences are found by other forms of their words, with every engine about as well."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.analysis import lemma, terms
from search.apart import EngineName
from search.evaluation import running
from search.evaluation.figures import Figures, by_class
from search.evaluation.reading import Sheet, read
from search.evaluation.treebank import sentences_of, sheet_of

from .conftest import there_is

pytestmark = [pytest.mark.samples, pytest.mark.django_db]

RECALL = {
    **dict.fromkeys(("sr lemma", "sr bald", "sr cyrillic", "hr lemma"), 0.95),
    **dict.fromkeys(("sr as written", "hr as written", "hr bald"), 0.93),
    **dict.fromkeys(("sr inflection", "hr inflection", "sl inflection"), 0.90),
    "sl lemma": 0.97,
    "sq lemma": 0.88,
    "identifiers": 1.0,
}
MRR = 0.80  # over all
APART = 0.03  # engines from one another
# Of the classes with many questions every so-many-th: enough to tell, and sooner told.
EVERY = 6
FEW = 200
ALL_ENGINES: tuple[EngineName, ...] = ("sqlite", "postgresql", "elastic")


@pytest.fixture
def sheet() -> Sheet:
    """All sentences below SAMPLES_DIR and some of their questions."""
    samples = os.environ.get("SAMPLES_DIR")
    if not samples:
        pytest.skip("SAMPLES_DIR is not set: it names the folder that contains ud/")
    lines = sheet_of(sentences_of(Path(samples) / "ud"))
    whole = read(json.dumps(line).encode() for line in lines)
    assert whole.faults == []
    groups: dict[str, int] = {}
    for question in whole.questions:
        groups[question.group] = groups.get(question.group, 0) + 1
    whole.questions = [
        question
        for number, question in enumerate(whole.questions)
        if groups[question.group] < FEW or number % EVERY == 0
    ]
    return whole


def measured(sheet: Sheet, engine: EngineName) -> dict[str, Figures]:
    return by_class(running.run(sheet, engine))


def test_every_engine_finds_them(sheet: Sheet) -> None:
    assert lemma.available(), "python -m search.analysis.build_lemmas has not been run"
    found = {engine: measured(sheet, engine) for engine in ALL_ENGINES if there_is(engine)}
    for figures in found.values():
        reached = {group: figures[group].recall10 for group in RECALL}
        assert {group: value for group, value in reached.items() if value < RECALL[group]} == {}
        assert figures["all"].mrr >= MRR
    for group in RECALL:
        each = [figures[group].recall10 for figures in found.values()]
        assert max(each) - min(each) <= APART, group


@pytest.fixture
def without_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Words are folded, but no form of a word is known for another's."""
    kept = (terms.term, terms.expansions, terms.spellings)
    monkeypatch.setattr(terms, "stem", lambda word, family: word)
    monkeypatch.setattr(lemma, "lookup", lambda word, family: ())
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


def test_folding_alone_would_not_find_them(sheet: Sheet, without_language: None) -> None:
    sheet.questions = [each for each in sheet.questions if each.group in RECALL][::3]
    figures = measured(sheet, "sqlite")
    assert figures["sr lemma"].recall10 < 0.2
    assert figures["sl lemma"].recall10 < 0.2
    assert figures["identifiers"].recall10 == 1.0
