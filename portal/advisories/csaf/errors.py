"""Why a CSAF document is refused: one class per reason, each with a sentence and a place.

`str(error)` is English and may quote the document: show it to who brought the file, log `code`.
"""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext, gettext_noop


@dataclass(frozen=True, slots=True)
class Finding:
    """What a test of the standard said: its id (6.1.11), where (JSON pointer), and its words."""

    test: str
    path: str
    message: str


class CsafError(ValueError):
    """A document that is not read. `path` is a JSON pointer, "" where there is none to give."""

    code: ClassVar[str] = "csaf"
    template: ClassVar[str] = ""

    def __init__(
        self, path: str = "", findings: tuple[Finding, ...] = (), **words: str | int
    ) -> None:
        super().__init__(path)
        self.path = path
        self.findings = findings
        self.words = {"path": path or "/", **words}

    @property
    def sentence(self) -> str:
        """What is wrong and where, in the active language."""
        return gettext(self.template) % self.words

    def __str__(self) -> str:
        return self.template % self.words


class TooLarge(CsafError):
    code = "too-large"
    template = gettext_noop("The file has %(size)d bytes; at most %(limit)d are read.")


class NotUtf8(CsafError):
    code = "not-utf8"
    template = gettext_noop("The file is not UTF-8: byte %(offset)d cannot be read.")


class NotJson(CsafError):
    code = "not-json"
    template = gettext_noop("The file is not JSON: %(reason)s (line %(line)d, column %(column)d).")


class DuplicateKey(CsafError):
    code = "duplicate-key"
    template = gettext_noop("At %(path)s the key “%(key)s” stands twice.")


class TooDeep(CsafError):
    code = "too-deep"
    template = gettext_noop("The document is nested too deeply at %(path)s.")


class TooMany(CsafError):
    code = "too-many"
    template = gettext_noop("The document has more than %(limit)d values.")


class ForbiddenCharacter(CsafError):
    code = "forbidden-character"
    template = gettext_noop("At %(path)s stands a character that is no text.")


class NotCsaf(CsafError):
    code = "not-csaf"
    template = gettext_noop("This is JSON but no CSAF document: %(path)s is missing.")


class WrongVersion(CsafError):
    code = "wrong-version"
    template = gettext_noop(
        "At %(path)s the document says it is CSAF “%(found)s”; only CSAF 2.0 is read."
    )


class SchemaViolation(CsafError):
    code = "schema"
    template = gettext_noop("The CSAF 2.0 schema is violated at %(path)s: %(message)s")


class MandatoryTestFailed(CsafError):
    code = "mandatory-test"
    template = gettext_noop("Mandatory test %(test)s of CSAF 2.0 fails at %(path)s: %(message)s")


class MissingLabel(CsafError):
    code = "missing-label"
    template = gettext_noop("The document has no TLP label at %(path)s; choose one to import it.")
