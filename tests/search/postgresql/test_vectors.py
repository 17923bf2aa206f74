"""What stands in a vector: pure text, the same on every database."""

import re

from search.analysis.terms import FILLER
from search.backends.protocol import Terms
from search.backends.tsearch import (
    LAST_PLACE,
    MOST_BYTES,
    TELLING,
    beginning,
    length,
    match_all,
    telling_vector,
    typed_vector,
    vector,
)
from search.query import Alternative, Query, Term


def terms(**given: str) -> Terms:
    return Terms(**{"title": "", "body": "", "ids": "", "marks": "", "typed": "", **given})


def test_each_field_has_its_weight_and_namespace() -> None:
    made = vector(terms(title="alfa beta", body="gama alfa", ids="cvez2d1", marks="tag0alfa"))
    assert made == "'#cvez2d1':1B '@tag0alfa':1C 'alfa':1A,5D 'beta':2A 'gama':4D"


def test_a_filler_leaves_its_place_free() -> None:
    assert vector(terms(body=f"alfa {FILLER} beta")) == "'alfa':2D 'beta':4D"
    assert FILLER not in telling_vector(terms(body=f"{FILLER} {FILLER} alfa alfa"))


def test_words_behind_the_last_place_share_one() -> None:
    made = vector(terms(body=" ".join(f"w{number}" for number in range(LAST_PLACE + 50))))
    assert f"'w{LAST_PLACE - 2}':{LAST_PLACE}D" in made
    behind = re.findall(rf":{LAST_PLACE + 2}D", made)
    assert len(behind) == 51
    assert f":{LAST_PLACE + 1}D" not in made


def test_what_is_too_much_is_cut_at_the_end_of_the_body() -> None:
    words = [f"{number:020}" for number in range(100_000)]
    made = vector(terms(title="alfa", body=" ".join([*words, "alfa"]), ids="id1", marks="tag0x"))
    lexemes = made.split()
    assert len(lexemes) * 25 <= MOST_BYTES + 25
    assert lexemes[:3] == ["'#id1':1B", "'@tag0x':1C", f"'alfa':1A,{LAST_PLACE + 2}D"]
    assert f"'{words[-1]}'" not in made
    assert lexemes[3].startswith(f"'{words[0]}'")


def test_identifiers_leave_room_for_words_and_the_last_of_them_the_whole_titles_is_kept() -> None:
    ids = " ".join([f"{number:020}" for number in range(100_000)] + ["zytitle"])
    lexemes = vector(terms(ids=ids, body="alfa")).split()
    assert lexemes[:2] == ["'#zytitle':1B", "'#00000000000000000000':1B"]
    assert lexemes[-1] == "'alfa':2D"


def test_no_lexeme_is_longer_than_postgresql_takes() -> None:
    (made,) = vector(terms(body="a" * 5_000)).split(":")[:1]
    assert len(made) == 502


def test_the_small_vector_holds_the_title_and_what_is_frequent() -> None:
    made = telling_vector(terms(title="alfa beta", body="gama delta gama alfa"))
    assert made == f"'alfa':1A 'beta':2A 'gama':{LAST_PLACE}D,{LAST_PLACE - 1}D"


def test_the_small_vector_stays_small() -> None:
    body = " ".join(f"w{number} w{number}" for number in range(5_000))
    title = " ".join(f"t{number}" for number in range(5_000))
    assert len(telling_vector(terms(title=title, body=body)).split()) == TELLING
    assert len(telling_vector(terms(title="alfa", body=body)).split()) == TELLING


def test_typed_words_and_length() -> None:
    assert typed_vector(terms(typed="lazna banka")) == "'lazna' 'banka'"
    assert length(terms(title="a b", body=f"c {FILLER} d")) == 5


def test_nothing_in_a_query_is_syntax() -> None:
    hostile = Term("x", (Alternative(("a' | 'b", "c\\'")),), ids=("x:*", "#' & '"))
    made = match_all(Query((hostile,), excluded=(hostile,)))
    assert set(re.findall(r"'([^']*)'", made)) == {"ab", "c", "#x", "#"}
    assert re.sub(r"'[^']*'", "_", made) == "((_ <-> _) | _ | _) & !(((_ <-> _) | _ | _))"


def test_a_beginning_is_words_only() -> None:
    assert beginning(["lazna", "ban"]) == "'lazna' & 'ban':*"
    assert beginning([]) == beginning(["ban", ""]) == beginning(["ban:*"]) == ""
