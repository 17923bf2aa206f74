"""Folds a word to the one bald Latin form from which all its terms are made.

Serbian and Macedonian letters follow the official Latin alphabets without their marks
(ђ, đ: dj; ѓ: gj; ќ: kj; ѕ: dz). Letters of scripts that are not read here are spelled by
their number, so that they are found as well, if only exactly.
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
    # Letters with a mark, as they mostly come
    "č": "c", "ć": "c", "š": "s", "ž": "z", "ś": "s", "ź": "z", "ë": "e", "ç": "c",
}  # fmt: skip
_TABLE = str.maketrans(_LETTERS)
_CONSONANTS = "bcdfghklmnpqrstvwxz"
# At the end of a word it is mostly an ending (*kompanije*, *starijeg*, *upozorenje*) and stays.
_ENDING = r"(?:ije|(?<=.{4})ije[gm]|(?<=[nl])jem?)$"
_IJEKAVIAN = re.compile(f"(?<=[{_CONSONANTS}])(?!{_ENDING})i?je")
_SMALL_WORDS = {"prije": "pre", "poslije": "posle", "dvije": "dve", "dolje": "dole"}


def _plain(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return f"x{ord(char):x}x" if char.isalnum() else ""


def bald_once(word: str) -> str:
    """What `bald` gives, for words that do not come again and so are not worth remembering."""
    lowered = word.lower()
    if not lowered.isascii():
        lowered = lowered.translate(_TABLE)
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
        lowered = unicodedata.normalize("NFD", lowered.translate(_TABLE)).translate(_TABLE)
    if not (lowered.isascii() and lowered.isalnum()):
        lowered = "".join(map(_plain, lowered))
    return lowered[:MAX_TERM]


@lru_cache(maxsize=65_536)
def bald(word: str) -> str:
    """`word` in lower-case Latin without marks.

    Takes any text, gives at most 128 of `a-z0-9`; what is neither letter nor digit is dropped.
    """
    return bald_once(word)


def ekavian(word: str) -> str:
    """A bald `word` with the ijekavian (i)je after a consonant written as the ekavian e."""
    return _SMALL_WORDS.get(word) or _IJEKAVIAN.sub("e", word)


def family_form(word: str, family: str) -> str:
    """The one spelling of a bald `word` in a family: of *vrijeme* and *vreme* the latter."""
    return ekavian(word) if family == "sh" else word


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """`word` bald and ekavian: for comparing names, where no language is known."""
    return ekavian(bald(word))


def variants(word: str) -> tuple[str, ...]:
    """Other bald spellings of a bald `word`: đ is typed as dj and as plain d.

    At most four, none equal to `word`; short words have none.
    """
    if len(word) < 4 or "d" not in word:
        return ()
    spots = [found.start() for found in re.finditer("d(?![jz])", word)]
    candidates = [word.replace("dj", "d")]
    candidates += [f"{word[:at]}dj{word[at + 1 :]}" for at in spots]
    return tuple(dict.fromkeys(each for each in candidates if each != word))[:4]
