"""Endings of Macedonian, Slovene and Albanian words, written bald, and how they come off.

They are made for words that no dictionary knows: an ending too many only brings words
together that mostly belong together anyway, an ending too few loses what was sought.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

VOWELS = frozenset("aeiou")
_FLEETING = frozenset("ae")  # stands between the last consonants in some forms only
_BEFORE_FLEETING = frozenset("nrlckm")
_SOFTENED = str.maketrans("kgh", "czs")  # -k becomes -c or -č before some endings, and so on

Rule = Callable[[str], str]


@dataclass(frozen=True)
class Endings:
    """The longest of `written` that fits comes off and `into` takes its place.

    At least `least` letters stay before it, the last of them a vowel where `after_vowel`.
    """

    written: str
    least: int = 3
    after_vowel: bool = False
    into: str = ""

    @cached_property
    def _by_last(self) -> dict[str, list[tuple[str, int]]]:
        """The endings by their last letter, longest first, each with its length."""
        found: dict[str, list[tuple[str, int]]] = {}
        for ending in sorted(set(self.written.split()), key=lambda each: (-len(each), each)):
            found.setdefault(ending[-1], []).append((ending, len(ending)))
        return found

    def __call__(self, word: str) -> str:
        for ending, size in self._by_last.get(word[-1:], ()):
            left = len(word) - size
            if left >= self.least and word.endswith(ending) and self._fits(word[left - 1]):
                return word[:left] + self.into
        return word

    def _fits(self, before: str) -> bool:
        return not self.after_vowel or before in VOWELS


def superlative(word: str) -> str:
    """Without the *naj-* of the superlative."""
    return word[3:] if word.startswith("naj") and len(word) > 6 else word


def fleeting(word: str) -> str:
    """*pomemben* as *pomembn-*: without the vowel that only some forms have."""
    if len(word) < 5 or word[-2] not in _FLEETING or word[-1] not in _BEFORE_FLEETING:
        return word
    return word[:-2] + word[-1] if word[-3] not in VOWELS else word


def softened(word: str) -> str:
    """The last consonant as it is before a soft ending: *podrsk-* as *podrsc-*."""
    return word[:-1] + word[-1].translate(_SOFTENED) if len(word) > 3 else word


# Around Snowball, which leaves two stems of words like *upozorenje* and *bekapovi*.
SERBIAN_FIRST: Sequence[Rule] = (
    Endings("anja anju anjem anjima", into="anje"),
    Endings("enja enju enjem enjima", into="enje"),
)
SERBIAN_LAST: Sequence[Rule] = (Endings("ov ev", least=4),)
MACEDONIAN: Sequence[Rule] = (
    superlative,
    Endings("ta to te va vo ve na no ne", after_vowel=True),
    Endings("iot iov ion ot ov on"),
    Endings("ovci", into="ec"),
    Endings("ovi evi ovc ista inja"),
    Endings("v vme vte vse a ja se l la lo le m s t at me te jki j jte kji jkji", after_vowel=True),
    Endings("a e i o u"),
    Endings("i"),
    Endings("uv"),
    Endings("uvanj anj enj"),
    Endings("ij j"),
    fleeting,
    softened,
)
SLOVENE: Sequence[Rule] = (
    superlative,
    Endings(
        """
        a e i o u om em ov ev am ama ami ah eh ih im ima imi ega emu ej ejo oj ojo
        ij ija ije iji ijo ijam ijah ijami ja je jo ji ju jem jev jih jema ma mi
        as amo ate ajo ata ava is imo ite ita iva es emo ete eta eva
        it et ati iti eti uti niti
        al ala alo ali ale il ila ilo ili ile el ela elo eli ele nil nila nilo nili nile
        anje anja anju anjem anjih enje enja enju enjem enjih
        ujem ujes uje ujemo ujete ujejo oval ovala ovalo ovali ovale ovati
        ovanje ovanja ovanju ovanjem
        """
    ),
    fleeting,
    softened,
)
ALBANIAN: Sequence[Rule] = (
    Endings("ve vet t te se n s sh", after_vowel=True),
    Endings(
        """
        ve vet un in en ra nj inj enj era erat
        j jn jme jne je ja jen jes jet oj oje oja oi on oni onim onin onit onte ova ove
        uar ua uam uan uat ur
        ohem ohesh ohet ohemi oheni ohen ohej oheshin ehem ehesh ehet ehemi eheni ehen ehej eheshin
        """
    ),
    Endings("a e i u o"),
    Endings("j"),
    Endings("shem", least=2, into="shm"),
)


def strip(word: str, rules: Sequence[Rule]) -> str:
    """`word` after all `rules` in turn, again and again until nothing more comes off."""
    left = word
    for rule in rules:
        left = rule(left)
    return strip(left, rules) if left != word else word
