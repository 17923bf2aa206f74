"""Folds a word to the one bald Latin form under which it is indexed and sought.

Serbian and Macedonian letters follow the official Latin alphabets without their marks
(ђ, đ: dj; ѓ: gj; ќ: kj; ѕ: dz); the ijekavian (i)je after a consonant becomes the ekavian e.
"""

import re
import unicodedata
from functools import lru_cache

# A longer run is no word: base64, a pasted dump. Both sides are cut alike.
MAX_TERM = 128

_LETTERS = {
    # Cyrillic of Serbian, Montenegrin and Macedonian
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "dj", "ѓ": "gj", "е": "e", "ѐ": "e",
    "ж": "z", "з": "z", "ѕ": "dz", "и": "i", "ѝ": "i", "ј": "j", "к": "k", "ќ": "kj", "л": "l",
    "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
    # Cyrillic of the neighbours to the east, so that quoted names are found
    "й": "j", "щ": "st", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "ju", "я": "ja", "ё": "e",
    "і": "i", "ї": "ji", "є": "je", "ґ": "g", "ў": "u",
    # Latin letters that do not come apart into a base and a mark, and two that must not
    "đ": "dj", "ð": "dj", "ɖ": "dj", "ǵ": "gj", "ḱ": "kj", "ł": "l", "ø": "o", "æ": "ae",
    "œ": "oe", "ı": "i", "þ": "th", "ħ": "h", "ŧ": "t",
}  # fmt: skip
_TABLE = str.maketrans(_LETTERS)
_CONSONANTS = "bcdfghklmnpqrstvwxz"
_IJEKAVIAN = re.compile(f"(?<=[{_CONSONANTS}])i?je")


def _plain(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return char if char.isalnum() else ""


@lru_cache(maxsize=65_536)
def bald(word: str) -> str:
    """`word` in lower-case Latin without marks; letters of foreign scripts stay.

    Takes any text, gives letters and digits only; what is neither is dropped.
    """
    if word.isascii():
        return "".join(filter(str.isalnum, word.lower()))[:MAX_TERM]
    lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    apart = unicodedata.normalize("NFD", lowered.translate(_TABLE)).translate(_TABLE)
    return "".join(map(_plain, apart))[:MAX_TERM]


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The index term of one word: `bald`, then ekavian.

    The ekavian step runs for every language. It must, since a query has none, and it
    does no harm where it is not meant: both sides of a comparison go through it.
    """
    return _IJEKAVIAN.sub("e", bald(word))


def variants(term: str) -> tuple[str, ...]:
    """Other folded spellings of a folded `term`: đ is typed as dj and as plain d.

    At most four, none equal to `term`; short words have none.
    """
    if len(term) < 4 or "d" not in term:
        return ()
    spots = [found.start() for found in re.finditer("d(?![jz])", term)]
    candidates = [term.replace("dj", "d")]
    candidates += [f"{term[:at]}dj{term[at + 1 :]}" for at in spots]
    folded = (fold(each) for each in candidates)
    return tuple(dict.fromkeys(each for each in folded if each != term))[:4]
