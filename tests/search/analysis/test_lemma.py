import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.analysis import ANALYZER_VERSION, build_lemmas, lemma
from search.analysis.terms import expansions, term
from search.analysis.version import TABLE_EDITION

ROWS = [("sh", "ljudi", 0, "covek"), ("sh", "kosa", 0, "kos"), ("sh", "kosa", 1, "kosac")]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fills tables with a few rows instead of a quarter of a million."""
    monkeypatch.setattr(build_lemmas, "_rows", lambda: iter(ROWS))


@pytest.fixture
def no_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(lemma, "_table", lemma.Table(tmp_path / "missing.sqlite3"))
    term.cache_clear()
    expansions.cache_clear()
    yield
    term.cache_clear()
    expansions.cache_clear()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_table_is_made_once_and_read(small: None, tmp_path: Path) -> None:
    made = build_lemmas.build(tmp_path)
    first = made.stat().st_ino
    assert build_lemmas.build(tmp_path) == made
    assert made.stat().st_ino == first
    assert _names(tmp_path) == [f"lemmas-{TABLE_EDITION}.sqlite3"]
    table = lemma.Table(made)
    assert table.lookup("ljudi", "sh") == ("covek",)
    assert table.lookup("kosa", "sh") == ("kos", "kosac")
    assert table.lookup("ljudi", "sl") == table.lookup("x", "sh") == ()


def test_a_failed_build_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[str, str, int, str]]:
        yield ROWS[0]
        raise OSError("disk full")

    monkeypatch.setattr(build_lemmas, "_rows", broken)
    with pytest.raises(OSError, match="disk full"):
        build_lemmas.build(tmp_path)
    assert _names(tmp_path) == []


def test_the_table_of_the_release_before_stays_for_its_processes(
    small: None, tmp_path: Path
) -> None:
    for age, name in enumerate(("lemmas-1.sqlite3", "lemmas-0.sqlite3"), start=1):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    build_lemmas.build(tmp_path)
    assert _names(tmp_path) == ["lemmas-1.sqlite3", f"lemmas-{TABLE_EDITION}.sqlite3"]


def test_another_simplemma_is_refused(
    small: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(build_lemmas, "SIMPLEMMA_VERSION", "1.0.0")
    with pytest.raises(RuntimeError, match="simplemma"):
        build_lemmas.build(tmp_path)


def _build_small(folder: Path) -> None:
    build_lemmas._rows = lambda: iter(ROWS)  # type: ignore[assignment]
    build_lemmas.build(folder)


def test_many_that_build_at_once_leave_one_whole_table(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    builders = [fork.Process(target=_build_small, args=(tmp_path,)) for _ in range(4)]
    for each in builders:
        each.start()
    for each in builders:
        each.join(30)
    assert [each.exitcode for each in builders] == [0] * 4
    assert _names(tmp_path) == [f"lemmas-{TABLE_EDITION}.sqlite3"]
    table = lemma.Table(lemma.path_of(TABLE_EDITION, tmp_path))
    assert table.lookup("kosa", "sh") == ("kos", "kosac")


def test_without_a_table_the_rules_work_alone(no_table: None) -> None:
    assert not lemma.available()
    assert lemma.analyzer() < ANALYZER_VERSION
    assert term("bezbednosti", "sh") == term("безбедношћу", "sh")
    assert term("psima", "sh") not in expansions("pas")


def test_with_the_table_irregular_forms_meet() -> None:
    assert lemma.available()
    assert lemma.analyzer() == ANALYZER_VERSION
    assert term("psima", "sh") in expansions("pas")
    assert term("луѓето", "mk") in expansions("луѓе")


def _forms_in_a_child(found: "multiprocessing.Queue[str]") -> None:
    found.put(term("ljudima", "sh"))


def test_a_forked_process_gives_the_same_terms() -> None:
    own = term("ljudima", "sh")
    fork = multiprocessing.get_context("fork")
    found: multiprocessing.Queue[str] = fork.Queue()
    child = fork.Process(target=_forms_in_a_child, args=(found,))
    child.start()
    assert found.get(timeout=30) == own
    child.join(30)
