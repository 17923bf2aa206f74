"""Indexes the sentences apart from the live entries and asks for them as people do."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from uuid import UUID, uuid5

from search import building, registry, service, writing
from search.apart import EngineName, apart
from search.evaluation.figures import TOP, Outcome
from search.evaluation.reading import Question, Sentence, Sheet
from search.index import Index
from search.registry import Document, Kind, Row
from search.service import Ask

KIND = "evaluated"
BATCH = 500
# The first questions are asked once more before: what a process loads once is no answer's time.
WARMING = 25
# Seconds to wait before a question is asked again that another engine answered, because the
# right one was late and is left alone for a while.
PATIENCE = (6, 20, 0)

_SPACE = UUID("0d9a2e3c-5f0b-4c6e-9a43-2f1d5b8c7e60")


class WrongEngine(Exception):
    """Another engine answered than the one that is evaluated."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may read all sentences."""

    acl_ids: frozenset[int] = frozenset([1])
    partitions: frozenset[int] = frozenset([0])


def run(
    sheet: Sheet, engine: EngineName, told: Callable[[str], None] = lambda _: None
) -> Iterator[Outcome]:
    """One outcome for each question. `told` gets a line about what is being done."""
    with apart(engine) as index, _kind(sheet.sentences) as keys:
        begun = time.perf_counter()
        _fill(sheet.sentences, index)
        seconds = time.perf_counter() - begun
        told(f"{len(sheet.sentences)} entries indexed in {seconds:.1f} s")
        for question in islice(sheet.questions, WARMING):
            _ask(question, keys, index)
        for question in sheet.questions:
            yield _ask(question, keys, index)


def uid_of(key: str) -> UUID:
    """The uid under which a sentence is entered."""
    return uuid5(_SPACE, key)


def _fill(sentences: Mapping[str, Sentence], index: Index) -> None:
    inside = replace(index, remote=False)
    rest = iter(sentences.values())
    while batch := list(islice(rest, BATCH)):
        documents = {uid_of(sentence.key): _document(sentence) for sentence in batch}
        writing.put_many(KIND, documents, inside)
    if index.remote:
        building.build(index)


def _document(sentence: Sentence) -> Document:
    return Document(sentence.title, sentence.body, acl=1, partition=0, lang=sentence.lang)


def _ask(question: Question, keys: Mapping[UUID, str], index: Index) -> Outcome:
    for patience in PATIENCE:
        begun = time.perf_counter()
        results = service.search(Reader(), Ask(question.text), index)
        milliseconds = (time.perf_counter() - begun) * 1000
        if not results.degraded:
            hits = [*results.hits, *results.partial][:TOP]
            found = [keys[hit.uid] for hit in hits]
            return Outcome(question.group, question.want, found, milliseconds)
        time.sleep(patience)
    raise WrongEngine


@contextmanager
def _kind(sentences: Mapping[str, Sentence]) -> Iterator[dict[UUID, str]]:
    """Makes the sentences known to the registry, in this process and for this run only."""
    keys = {uid_of(key): key for key in sentences}

    def reread(_viewer: object, uids: Collection[UUID]) -> Mapping[UUID, Row]:
        rows = (sentences[keys[uid]] for uid in uids)
        return {
            uid_of(each.key): Row(each.title or each.body[:80], "", lang=each.lang) for each in rows
        }

    def build(uid: UUID) -> Document:
        return _document(sentences[keys[uid]])

    registry.register(Kind(KIND, KIND, build, reread, lambda: list(keys)))
    try:
        yield keys
    finally:
        registry.unregister(KIND)
