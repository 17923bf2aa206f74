"""Endings of Macedonian, Slovene and Albanian, written bald; the longest that fits goes."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Suffixes:
    """`endings` are taken off, longest first, where `least` letters stay; `rounds` times."""

    endings: str
    least: int = 3
    rounds: int = 1
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        longest_first = sorted(self.endings.split(), key=lambda each: (-len(each), each))
        pattern = re.compile(f"(?<=.{{{self.least}}})(?:{'|'.join(longest_first)})$")
        object.__setattr__(self, "pattern", pattern)

    def strip(self, word: str) -> str:
        """`word` without its endings."""
        for _ in range(self.rounds):
            word = self.pattern.sub("", word)
        return word


MACEDONIAN = Suffixes(
    """
    a e i o u ot ta to te va na ov on ata oto ite iov ion ava ana ovo ono ive ine
    ovi ovite evi evite ista istite ja jata ija ijata ii iite
    am as at me vme vte av ae aat il el al ala alo ale ile ela elo ele
    uva uvam uvas uvaat uvame uvate uvase uval uvala uvalo uvale uvan uvana uvano uvani
    en ena eno eni eniot enata enoto enite an ana ano ani aniot anata anoto anite
    """
)
SLOVENE = Suffixes(
    """
    a e i o u om em ov ev am ama ami ah eh ih im ima imi ega emu ga mu ej oj ejo ojo
    m s sta mo te jo ta va li la lo le al ala alo ali ale il ila ilo ili ile el ela elo eli ele
    ati iti eti
    """
)
ALBANIAN = Suffixes(
    """
    a e i u t te ve se s n in en un it et ut es is us at ave eve ive uve ne esh ash ish
    ja je jen jes jet jve ne nen nes net nje njve sh
    ura urat urave era erat erave inj injte injve
    """
)
