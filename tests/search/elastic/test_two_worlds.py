"""What an outsider may not read changes nothing for him: not a byte, and not the order."""

import random
from collections.abc import Callable
from uuid import UUID

import pytest

from search.backends.elastic import bodies, engine
from search.index import Index
from search.suggesting import suggest
from tests.search.shelf import MEMBER, OUTSIDER, Reader, Shelf, found, told

from .fixtures import settle

pytestmark = pytest.mark.elastic

LATIN = "zakrpa mreža lozinka prevara napad server baza sulm dobësi"
WORDS = [*LATIN.split(), "напад", "ранливост"]
SECRET = "gavrilovac"
ASKED = [
    *WORDS,
    "zakrpa mreža",
    "zakrpa nepostojeća",
    '"napad server"',
    "-napad server",
    SECRET,
    SECRET[:5],
    f"zakrpa {SECRET}",
]


def plant(shelf: Shelf, chance: random.Random, name: str, place: str, more: str = "") -> None:
    words = [" ".join(chance.choices(WORDS, k=most)) for most in (3, 20)]
    topic = UUID(int=chance.randint(1, 5)) if chance.random() < 0.5 else None
    shelf.put(name, f"{words[0]} {more}", f"{words[1]} {more}", place=place, topic=topic)


def world(viewer: Reader) -> list[str]:
    """All that the viewer can be shown."""
    seen = []
    for text in ASKED:
        for page in (1, 2):
            results = found(viewer, text, page=page)
            assert not results.degraded
            seen.append(told(results))
        seen.append(told(found(viewer, text, sort="newest")))
        seen.append(repr(suggest(viewer, text)))
    return seen


@pytest.fixture
def public(index: Index, notes: Shelf) -> Shelf:
    chance = random.Random(3)
    for number in range(30):
        plant(notes, chance, f"open-{number}", "public")
    settle(index)
    return notes


def hide(index: Index, shelf: Shelf, *places: str) -> None:
    chance = random.Random(4)
    for number in range(40):
        plant(shelf, chance, f"hidden-{number}", chance.choice(places), SECRET)
    settle(index)


def test_restricted_entries_change_nothing_for_an_outsider(index: Index, public: Shelf) -> None:
    before = world(OUTSIDER)
    hide(index, public, "network", "group", "red")
    assert world(OUTSIDER) == before
    assert found(MEMBER, SECRET).total


def test_nor_for_a_member_what_is_above_him(index: Index, public: Shelf) -> None:
    before = world(MEMBER)
    hide(index, public, "group", "red")
    assert world(MEMBER) == before


def test_a_secret_word_looks_like_one_that_is_nowhere(index: Index, public: Shelf) -> None:
    hide(index, public, "network", "group", "red")
    nowhere = "".join(reversed(SECRET))
    assert told(found(OUTSIDER, SECRET)) == told(found(OUTSIDER, nowhere))
    assert suggest(OUTSIDER, SECRET[:6]) == suggest(OUTSIDER, nowhere[:6]) == []


def _all_partitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_asked", lambda scope: [0, 1, 2, 3])


def _all_acls(monkeypatch: pytest.MonkeyPatch) -> None:
    real = bodies.scoped

    def open_wide(*args: object, **more: object) -> object:
        node = real(*args, **more)  # type: ignore[arg-type]
        node.filter = [each for each in node.filter if "acl" not in repr(each)]
        return node

    monkeypatch.setattr(bodies, "scoped", open_wide)
    monkeypatch.setattr(engine.allowed, "check", lambda body, scope: None)


@pytest.mark.parametrize("breaks", [(_all_partitions, _all_acls), (_all_acls,)])
def test_these_tests_notice_a_rule_that_is_taken_out(
    index: Index,
    notes: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    breaks: tuple[Callable[[pytest.MonkeyPatch], None], ...],
) -> None:
    """Each hit is asked for again by its own app, but totals and order give it away."""
    viewer = OUTSIDER if len(breaks) == 2 else Reader(frozenset({1, 2}), frozenset({0, 1, 2}))
    notes.put("open", "zakrpa mreža")
    settle(index)
    before = world(viewer)
    hide(index, notes, "group")
    assert world(viewer) == before
    for each in breaks:
        each(monkeypatch)
    assert world(viewer) != before
