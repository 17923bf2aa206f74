"""The words of filters in the languages of the region: `type:`, `врста:`, `lloji:`.

One table each for fields and values. They are compared without marks and case and in one
script, so that a word stands here once for both. The first of each language is the one to
show in a help text.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from search.analysis.fold import bald

LANGUAGES: Final = ("en", "sr", "bs", "mk", "sq", "sl")

Table = Mapping[str, Mapping[str, tuple[str, ...]]]

FIELDS: Final[Table] = {
    "type": {
        "en": ("type", "kind"),
        "sr": ("vrsta", "tip"),
        "bs": ("vrsta", "tip"),
        "mk": ("вид", "тип"),
        "sq": ("lloji", "lloj"),
        "sl": ("vrsta", "tip"),
    },
    "lang": {
        "en": ("lang", "language"),
        "sr": ("jezik",),
        "bs": ("jezik",),
        "mk": ("јазик",),
        "sq": ("gjuha", "gjuhë"),
        "sl": ("jezik",),
    },
    "group": {
        "en": ("group",),
        "sr": ("grupa",),
        "bs": ("grupa",),
        "mk": ("група",),
        "sq": ("grupi", "grup"),
        "sl": ("skupina",),
    },
    "org": {
        "en": ("org", "organisation", "organization"),
        "sr": ("organizacija",),
        "bs": ("organizacija",),
        "mk": ("организација",),
        "sq": ("organizata", "organizatë"),
        "sl": ("organizacija",),
    },
    "tag": {
        "en": ("tag", "tags"),
        "sr": ("tag", "pojam"),
        "bs": ("tag", "pojam"),
        "mk": ("таг", "поим"),
        "sq": ("tag", "etiketa"),
        "sl": ("tag", "pojem"),
    },
    "author": {
        "en": ("author",),
        "sr": ("autor", "autorka"),
        "bs": ("autor", "autorica"),
        "mk": ("автор", "авторка"),
        "sq": ("autori", "autor", "autorja"),
        "sl": ("avtor", "avtorica"),
    },
    "label": {
        "en": ("label", "tlp"),
        "sr": ("oznaka",),
        "bs": ("oznaka",),
        "mk": ("ознака",),
        "sq": ("shenja", "shenjë"),
        "sl": ("oznaka",),
    },
    "before": {
        "en": ("before",),
        "sr": ("pre",),
        "bs": ("prije",),
        "mk": ("пред",),
        "sq": ("para",),
        "sl": ("pred",),
    },
    "after": {
        "en": ("after", "since"),
        "sr": ("posle", "od"),
        "bs": ("poslije", "nakon"),
        "mk": ("после", "по"),
        "sq": ("pas", "prej"),
        "sl": ("po", "od"),
    },
    "in": {
        "en": ("in",),
        "sr": ("u",),
        "bs": ("u",),
        "mk": ("во",),
        "sq": ("në",),
        "sl": ("v",),
    },
    "cve": dict.fromkeys(LANGUAGES, ("cve",)),
}

# What `in:` may name.
PLACES: Final[Table] = {
    "title": {
        "en": ("title",),
        "sr": ("naslovu", "naslov"),
        "bs": ("naslovu", "naslov"),
        "mk": ("наслов", "насловот"),
        "sq": ("titull", "titullin"),
        "sl": ("naslovu", "naslov"),
    },
}

# By the names under which apps register their kinds.
KINDS: Final[Table] = {
    "advisory": {
        "en": ("advisory", "advisories", "warning"),
        "sr": ("upozorenje", "upozorenja", "saopštenje", "saopštenja"),
        "bs": ("upozorenje", "saopćenje", "saopštenje"),
        "mk": ("предупредување", "соопштение", "соопштенија"),
        "sq": ("paralajmërim", "njoftim", "njoftime"),
        "sl": ("opozorilo", "opozorila", "obvestilo"),
    },
    "topic": {
        "en": ("topic", "topics", "thread"),
        "sr": ("tema", "teme"),
        "bs": ("tema", "teme"),
        "mk": ("тема", "теми"),
        "sq": ("temë", "tema", "temat"),
        "sl": ("tema", "teme"),
    },
    "post": {
        "en": ("post", "posts", "message"),
        "sr": ("poruka", "poruke"),
        "bs": ("poruka", "poruke"),
        "mk": ("порака", "пораки"),
        "sq": ("mesazh", "mesazhe"),
        "sl": ("sporočilo", "sporočila"),
    },
    "page": {
        "en": ("page", "pages"),
        "sr": ("stranica", "stranice", "strana"),
        "bs": ("stranica", "stranice"),
        "mk": ("страница", "страници"),
        "sq": ("faqe", "faqja"),
        "sl": ("stran", "strani"),
    },
    "document": {
        "en": ("document", "documents", "file"),
        "sr": ("dokument", "dokumenti", "datoteka"),
        "bs": ("dokument", "dokumenti", "datoteka"),
        "mk": ("документ", "документи", "датотека"),
        "sq": ("dokument", "dokumente", "skedar"),
        "sl": ("dokument", "dokumenti", "datoteka"),
    },
    "organisation": {
        "en": ("organisation", "organization", "organisations", "organizations", "org"),
        "sr": ("organizacija", "organizacije"),
        "bs": ("organizacija", "organizacije"),
        "mk": ("организација", "организации"),
        "sq": ("organizatë", "organizata"),
        "sl": ("organizacija", "organizacije"),
    },
    "group": {
        "en": ("group", "groups"),
        "sr": ("grupa", "grupe"),
        "bs": ("grupa", "grupe"),
        "mk": ("група", "групи"),
        "sq": ("grup", "grupe", "grupi"),
        "sl": ("skupina", "skupine"),
    },
}

LANGS: Final[Table] = {
    "sr": {
        "en": ("serbian",),
        "sr": ("srpski",),
        "bs": ("srpski",),
        "mk": ("српски",),
        "sq": ("serbisht",),
        "sl": ("srbščina", "srbski"),
    },
    "hr": {
        "en": ("croatian",),
        "sr": ("hrvatski",),
        "bs": ("hrvatski",),
        "mk": ("хрватски",),
        "sq": ("kroatisht",),
        "sl": ("hrvaščina", "hrvaški"),
    },
    "bs": {
        "en": ("bosnian",),
        "sr": ("bosanski", "bošnjački"),
        "bs": ("bosanski",),
        "mk": ("босански",),
        "sq": ("boshnjakisht",),
        "sl": ("bosanščina", "bosanski"),
    },
    "cnr": {
        "en": ("montenegrin",),
        "sr": ("crnogorski",),
        "bs": ("crnogorski",),
        "mk": ("црногорски",),
        "sq": ("malazezisht",),
        "sl": ("črnogorščina", "črnogorski"),
    },
    "mk": {
        "en": ("macedonian",),
        "sr": ("makedonski",),
        "bs": ("makedonski",),
        "mk": ("македонски",),
        "sq": ("maqedonisht",),
        "sl": ("makedonščina", "makedonski"),
    },
    "sq": {
        "en": ("albanian",),
        "sr": ("albanski",),
        "bs": ("albanski",),
        "mk": ("албански",),
        "sq": ("shqip", "shqipe"),
        "sl": ("albanščina", "albanski"),
    },
    "sl": {
        "en": ("slovene", "slovenian"),
        "sr": ("slovenački",),
        "bs": ("slovenski", "slovenački"),
        "mk": ("словенечки",),
        "sq": ("sllovenisht",),
        "sl": ("slovenščina", "slovenski"),
    },
    "en": {
        "en": ("english",),
        "sr": ("engleski",),
        "bs": ("engleski",),
        "mk": ("англиски",),
        "sq": ("anglisht",),
        "sl": ("angleščina", "angleški"),
    },
}

# Never translated; the second words are of the edition before this one, or what is short.
LABELS: Final[Table] = {
    "CLEAR": dict.fromkeys(LANGUAGES, ("CLEAR", "WHITE")),
    "GREEN": dict.fromkeys(LANGUAGES, ("GREEN",)),
    "AMBER": dict.fromkeys(LANGUAGES, ("AMBER",)),
    "AMBER+STRICT": dict.fromkeys(LANGUAGES, ("AMBER+STRICT", "STRICT")),
    "RED": dict.fromkeys(LANGUAGES, ("RED",)),
}


def by_word(table: Table) -> dict[str, str]:
    """Which name of `table` a bald word stands for; `ValueError` if it stands for two."""
    found: dict[str, str] = {}
    for name, words in table.items():
        for word in _words(words.values()):
            if found.setdefault(bald(word), name) != name:
                raise ValueError(f"{word} means both {found[bald(word)]} and {name}")
    return found


def _words(of_languages: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return (word for words in of_languages for word in words)


_FIELD_OF = by_word(FIELDS)
_VALUES = {
    "type": by_word(KINDS) | {bald(name): name for name in KINDS},
    "lang": by_word(LANGS) | {name: name for name in LANGS},
    "label": by_word(LABELS),
    "in": by_word(PLACES),
}
# The codes of Montenegrin and of Serbo-Croatian that are also met.
_VALUES["lang"] |= {"me": "cnr", "srlatn": "sr", "srcyrl": "sr"}


def field_of(word: str) -> str | None:
    """The field that `word` (before a colon) names, in whatever language."""
    return _FIELD_OF.get(bald(word))


def value_of(field: str, word: str) -> str | None:
    """The value of "type", "lang", "label" or "in" that `word` names.

    Any two letters may be the code of a language; nothing else unknown is taken for a value.
    """
    key = bald(word)
    known = _VALUES[field].get(key)
    if known or field != "lang":
        return known
    return key if len(key) == 2 and key.isalpha() else None
