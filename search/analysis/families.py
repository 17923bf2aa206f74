"""Which family of languages a text is analysed as."""

import re
from collections import Counter

FAMILIES = ("sh", "mk", "sl", "sq", "en")

_TAGS = {
    **dict.fromkeys(("sr", "hr", "bs", "cnr", "me", "sh", "hbs", "srp", "hrv", "bos"), "sh"),
    **dict.fromkeys(("mk", "mkd", "mac"), "mk"),
    **dict.fromkeys(("sl", "slv"), "sl"),
    **dict.fromkeys(("sq", "sqi", "alb", "als", "aln"), "sq"),
    **dict.fromkeys(("en", "eng"), "en"),
}
LOOKED_AT = 4_000  # characters: enough to tell, however long the text

# Small words and letters that stand in one family and hardly in another.
_TELLING = {
    "sh": "je su koji koja koje za sa kako što šta će od nije biti ili iz se da "
    "је су који која које са како што шта ће није бити или",
    "mk": "на се од што ќе го ги со или кој која кои како беше биде сите оваа овој",
    "sl": "je so ki ko za z tudi kot pri bo ni ali kako kaj smo bila bil in da od če več že",
    "sq": "dhe e në të një për me nga që është janë i si ka nuk do ose kjo ky se",
    "en": "the of and to in is for on with that this by it as are be at from or not was",
}
_WORDS = {family: frozenset(words.split()) for family, words in _TELLING.items()}
_LETTERS = {"sh": "ђћћђљњџđć", "mk": "ѓќѕѐѝ", "sq": "ëç"}
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-zčćšžđëç]")


def family_of(lang: str, script: str = "", text: str = "") -> str:
    """The family of a language tag (`sr-Latn`, `hr`, `mk_MK`); without a known one, a guess.

    `script` (`cyrl` or `latn`) and the small words and letters of `text` decide the guess,
    the same for the same text always; where nothing tells, it is "sh".
    """
    primary = re.split("[-_]", lang.strip().lower(), maxsplit=1)[0]
    return _TAGS.get(primary) or _guess(script.lower(), text[:LOOKED_AT].lower())


def _guess(script: str, text: str) -> str:
    points: Counter[str] = Counter()
    for word in _WORD.findall(text):
        points.update(family for family, words in _WORDS.items() if word in words)
    for family, letters in _LETTERS.items():
        points[family] += 2 * sum(map(text.count, letters))
    cyrillic = script == "cyrl" or (
        not script and len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))
    )
    possible = FAMILIES[:2] if cyrillic else FAMILIES
    return max(possible, key=lambda family: points[family])
