"""search_check finds what is out of step, search_rebuild mends it."""

from collections.abc import Callable
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from search import registry, writing
from search.backends import store
from search.backends.protocol import Terms
from search.index import live
from search.models import Entry, Text
from search.registry import Document

from .shelf import OUTSIDER, SPACE, Shelf, found


def check() -> str:
    out = StringIO()
    try:
        call_command("search_check", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error} (exit {error.returncode})"
    return "in step"


def rebuild(*args: str) -> str:
    out = StringIO()
    call_command("search_rebuild", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def full(notes: Shelf) -> Shelf:
    for place in ("public", "network", "group", "red"):
        notes.put(place, f"Tajni naslov {place}", "tekst", place=place)
    assert check() == "in step"
    return notes


def _missing(shelf: Shelf, uid: UUID) -> None:
    registry.forget("note", uid)


def _left_over(shelf: Shelf, uid: UUID) -> None:
    del shelf.things[uid]


def _stale(shelf: Shelf, uid: UUID) -> None:
    shelf.things[uid].title = "Drugi naslov"


def _wrong_acl(shelf: Shelf, uid: UUID) -> None:
    Entry.objects.filter(text__uid=uid).update(acl=77)


def _wrong_partition(shelf: Shelf, uid: UUID) -> None:
    shelf.things[uid].place = "red"


def _older_analyzer(shelf: Shelf, uid: UUID) -> None:
    Entry.objects.filter(text__uid=uid).update(analyzer=0)


def _engine_lost_it(shelf: Shelf, uid: UUID) -> None:
    store(live()).remove(Entry.objects.get(text__uid=uid).pk, 0)


def _engine_has_more(shelf: Shelf, uid: UUID) -> None:
    store(live()).add(9999, 2, Terms("x", "", "", "", "x"))


def _unknown_kind(shelf: Shelf, uid: UUID) -> None:
    writing.put("bygone", SPACE, Document("Naslov", "", 1, 0))


Harm = Callable[[Shelf, UUID], None]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_missing, "missing: note"), (_left_over, "left over: note"), (_stale, "stale: note"),
        (_wrong_acl, "wrong acl: note"), (_wrong_partition, "wrong partition: note"),
        (_older_analyzer, "stale: note"), (_engine_lost_it, "engine out of step: note"),
        (_engine_has_more, "1 engine rows without an entry"),
        (_unknown_kind, "unknown kind: bygone"),
    ],
)  # fmt: skip
def test_every_fault_is_found_and_mended(full: Shelf, harm: Harm, said: str) -> None:
    uid = next(uid for uid, thing in full.things.items() if thing.place == "public")
    harm(full, uid)
    report = check()
    assert said in report
    assert "exit 1" in report
    assert "naslov" not in report.lower()
    rebuild()
    assert check() == "in step"


def test_a_killed_rebuild_leaves_everything_findable(full: Shelf) -> None:
    last = list(full.things)[-1]
    build = full.build
    registry.unregister("note")
    full.build = lambda uid: build(uid) if uid != last else 1 / 0
    registry.register(full.kind())
    with pytest.raises(ZeroDivisionError):
        rebuild()
    assert found(OUTSIDER, "tajni").total == 1
    assert Entry.objects.count() == Text.objects.count() == 4


def test_one_kind_alone(full: Shelf, papers: Shelf) -> None:
    papers.put("p", "Papir")
    assert rebuild("--kind", "paper") == "paper: 1 entries\n"
    with pytest.raises(CommandError, match="No such kind: nothing"):
        rebuild("--kind", "nothing")
