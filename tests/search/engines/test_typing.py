"""Titles while one types."""

from datetime import timedelta
from uuid import UUID

from .planting import TODAY, Planted, reach


def test_the_last_word_is_a_beginning_and_the_others_are_whole(planted: Planted) -> None:
    planted.put("a", "Lažna banka Sava")
    planted.put("b", "Bankar laže")
    planted.put("c", "Ostalo", "lažna banka")
    assert planted.suggest("lazna", "ban") == ["a"]
    assert sorted(planted.suggest("ban")) == ["a", "b"]
    assert planted.suggest("sava", "lazna") == ["a"]
    assert planted.suggest("laz", "ban") == []
    assert planted.suggest() == []
    assert planted.suggest("banka", "banka", "b") == ["a"]


def test_one_letter_and_long_words(planted: Planted) -> None:
    planted.put("a", "Otorinolaringologija")
    for typed in ("o", "oto", "otorinolaringolog", "otorinolaringologija"):
        assert planted.suggest(typed) == ["a"]
    assert planted.suggest("otorinolaringologijax") == []


def test_never_more_than_asked_for_and_equal_ones_by_number(planted: Planted) -> None:
    for number in range(12):
        planted.put(f"{number:02}", "Banka")
    assert planted.suggest("ban", limit=5) == ["00", "01", "02", "03", "04"]


def test_one_of_a_topic(planted: Planted) -> None:
    for number in range(30):
        planted.put(f"post-{number}", "Banka", topic=UUID(int=3))
    planted.put("other", "Banka i još mnogo toga")
    assert planted.suggest("ban", limit=2) == ["post-0", "other"]


def test_what_is_typed_is_no_syntax(planted: Planted) -> None:
    planted.put("a", "Banka")
    planted.put("b", "Xenon")
    for typed in (
        'ban" OR "x',
        "(ban) OR (x",
        "typed:ban",
        "ban | x",
        "ban:* | x",
    ):
        assert planted.suggest(typed) == []
        assert planted.suggest(typed, "ban") == []


def test_the_scope_holds(planted: Planted) -> None:
    planted.put("mine", "Banka", acl=7, partition=2)
    planted.put("theirs", "Banka", acl=8, partition=2)
    planted.put("old", "Banka", acl=7, partition=2, date=TODAY - timedelta(9))
    scope = reach(7, partitions=(2,), since=TODAY.toordinal() - 1)
    assert planted.suggest("ban", scope=reach(7, partitions=(2,))) == ["mine", "old"]
    assert planted.suggest("ban", scope=scope) == []
