"""Catalogues under `locale/`: kept up with the code, turned into Latin, compiled.

`make messages` runs it and says which messages still want Serbian words.
"""

from collections.abc import Mapping
from pathlib import Path

import polib

from portal.translating.extracting import messages_of
from portal.translating.python_calls import Message
from portal.transliteration import html_to_latin

PROJECT = Path(__file__).resolve().parent.parent
WRITTEN = "sr"
DERIVED = "sr_Latn"
_PLURALS = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
    "n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)


def path_of(locale: Path, language: str) -> Path:
    """Where the catalogue of a language lies; the compiled one beside it."""
    return locale / language / "LC_MESSAGES" / "django.po"


def brought_up(old: polib.POFile, messages: Mapping[Message, list[str]]) -> polib.POFile:
    """The catalogue for these messages: known translations kept, new ones empty, others dropped."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
    new = _empty(WRITTEN)
    for message, places in messages.items():
        entry = _entry(message, places)
        before = known.get((message.context, message.text))
        if before is not None and before.msgid_plural == entry.msgid_plural:
            entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
            entry.tcomment = before.tcomment
        new.append(entry)
    return new


def in_latin(cyrillic: polib.POFile) -> polib.POFile:
    """The same catalogue in Latin letters; placeholders, tags and identifiers stay."""
    latin = _empty(DERIVED)
    for entry in cyrillic:
        twin = _entry(Message(entry.msgid, entry.msgid_plural, entry.msgctxt or ""), [])
        twin.occurrences, twin.flags = entry.occurrences, entry.flags
        twin.msgstr = html_to_latin(entry.msgstr)
        twin.msgstr_plural = {n: html_to_latin(text) for n, text in entry.msgstr_plural.items()}
        latin.append(twin)
    return latin


def incomplete(catalogue: polib.POFile) -> list[str]:
    """The ids that have no translation, or not all plural forms of one."""
    return [entry.msgid for entry in catalogue if not entry.translated()]


def _empty(language: str) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _PLURALS,
    }
    return catalogue


def _entry(message: Message, places: list[str]) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgid_plural=message.plural,
        msgctxt=message.context or None,
        occurrences=[(place, "") for place in places],
    )
    if message.plural:
        entry.msgstr_plural = {0: "", 1: "", 2: ""}
    return entry


def main() -> None:
    """Writes both catalogues and their compiled twins."""
    locale = PROJECT / "locale"
    known = polib.pofile(str(path_of(locale, WRITTEN)))
    catalogue = brought_up(known, messages_of(PROJECT))
    for language, one in ((WRITTEN, catalogue), (DERIVED, in_latin(catalogue))):
        path = path_of(locale, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{one}\n")
        path.with_suffix(".mo").write_bytes(one.to_binary())
    missing = incomplete(catalogue)
    for text in missing:
        print(f"without translation: {text!r}")
    print(f"{len(catalogue)} messages, {len(missing)} without translation")


if __name__ == "__main__":
    main()
