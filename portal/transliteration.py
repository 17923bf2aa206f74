"""Serbian Cyrillic to Latin, for pages shown under `/sr-latn/`. Runs when a page is saved.

Letters follow Pravopis: љ њ џ become two, both capital where the word is in capitals
(ЉУБАВ is LJUBAV, Љубав is Ljubav). Left as they are: addresses, mail addresses, domain names,
identifiers, and in HTML every tag with its attributes and what is not the page's own text.
"""

import re

import cyrtranslit

# Cyrillic top-level domains; other names are Latin letters anyway.
_DOMAINS = "срб|рф|мкд|бг|бел|укр|ею"
_PROTECTED = re.compile(
    rf"""
      \b[a-z][a-z0-9+.-]*://[^\s<>"]+                  # an address
    | \bwww\.[^\s<>"]+
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                     # a mail address
    | \b(?:[\w-]+\.)+(?:{_DOMAINS})\b                  # a domain name
    | \b[^\W\d_]{{2,}}-\d{{3,}}(?:-\w+)*\b             # an identifier: КСН-2026-0017
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TWO_LETTERS = {"Љ": "LJ", "Њ": "NJ", "Џ": "DŽ"}
_CAPITAL = re.compile("[ЉЊЏ]")
_TAG = re.compile(r"""(<(?:[^>"']|"[^"]*"|'[^']*')*>)""")
_NAME = re.compile(r"<\s*(/?)\s*([a-zA-Z][\w-]*)")
_LANG = re.compile(r"""\blang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_AS_TYPED = {"code", "pre", "kbd", "samp", "var", "script", "style"}
_EMPTY = {"br", "img", "hr", "embed", "input", "wbr", "source"}


def to_latin(text: str) -> str:
    """The text in Latin letters; protected words and other scripts stay."""
    parts: list[str] = []
    end = 0
    for token in _PROTECTED.finditer(text):
        parts += _letters(text, end, token.start()), token[0]
        end = token.end()
    parts.append(_letters(text, end, len(text)))
    return "".join(parts)


def html_to_latin(html: str) -> str:
    """The same for HTML: text only, and none inside code, `translate="no"` or another `lang`."""
    shown: list[str] = []
    kept_until: list[str] = []
    for part in _TAG.split(html):
        if part.startswith("<"):
            _follow(part, kept_until)
            shown.append(part)
        else:
            shown.append(part if kept_until else to_latin(part))
    return "".join(shown)


def _follow(tag: str, kept_until: list[str]) -> None:
    """Notes the elements that are open inside one whose text stays as typed."""
    match = _NAME.match(tag)
    if match is None or tag.endswith("/>") or match[2].lower() in _EMPTY:
        return
    name = match[2].lower()
    if match[1]:
        if kept_until and kept_until[-1] == name:
            kept_until.pop()
    elif kept_until or name in _AS_TYPED or _is_foreign(tag):
        kept_until.append(name)


def _is_foreign(tag: str) -> bool:
    lang = _LANG.search(tag)
    own = lang is None or lang[1].lower() in {"sr", "sr-cyrl"}
    return not own or 'translate="no"' in tag


def _letters(text: str, start: int, end: int) -> str:
    piece = _CAPITAL.sub(lambda letter: _capital(text, start + letter.start()), text[start:end])
    return str(cyrtranslit.to_latin(piece, "sr"))


def _capital(text: str, place: int) -> str:
    """One capital of two letters, told by its neighbours whether the word is in capitals."""
    after, before = text[place + 1 : place + 2], text[place - 1 : place] if place else ""
    both = after.isupper() or (before.isupper() and not after.islower())
    pair = _TWO_LETTERS[text[place]]
    return pair if both else pair[0] + pair[1].lower()
