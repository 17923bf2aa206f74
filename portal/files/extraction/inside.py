"""Reads a file in this process. Only for the process made for it: see `child` and `outside`."""

from collections.abc import Callable
from typing import BinaryIO

from portal.files.extraction import docx, odt, plain
from portal.files.extraction.gathering import Full, Gathering, tidy
from portal.files.extraction.package import Package
from portal.files.extraction.result import Extracted, Problem, Unreadable
from portal.files.extraction.sniffing import Form, form_of

# Gathers the text; returns title and number of pages.
Reader = Callable[[BinaryIO, Gathering], tuple[str, int]]


def reader_of(stream: BinaryIO, suffix: str) -> Reader:
    """What reads this kind of file; loads no more than is needed for it."""
    match form_of(stream, suffix):
        case Form.PDF:
            from portal.files.extraction import pdf

            return pdf.read
        case Form.PACKAGE:
            return _package
        case Form.PLAIN:
            return _plain
        case Form.LOCKED:
            raise Unreadable(Problem.ENCRYPTED)
        case Form.OTHER:
            raise Unreadable(Problem.KIND)


def read(stream: BinaryIO, reader: Reader) -> Extracted:
    """The text of the file; whatever is wrong with it becomes a `problem`."""
    gathering, title, pages, cut = Gathering(), "", 0, False
    try:
        title, pages = reader(stream, gathering)
    except Full:
        cut = True
    except Unreadable as refused:
        return Extracted(problem=refused.problem)
    except (MemoryError, RecursionError):
        return Extracted(problem=Problem.LIMIT)
    except Exception:  # noqa: BLE001 - a damaged file raises whatever its damage hits
        return Extracted(problem=Problem.BROKEN)
    text = tidy(gathering.text())
    if not text:
        return Extracted(pages=pages, problem=Problem.EMPTY)
    return Extracted(text, tidy(title), pages, cut)


def _package(stream: BinaryIO, gathering: Gathering) -> tuple[str, int]:
    package = Package(stream)
    if odt.is_odt(package):
        return odt.read(package, gathering), 0
    if docx.is_docx(package):
        return docx.read(package, gathering), 0
    raise Unreadable(Problem.KIND)


def _plain(stream: BinaryIO, gathering: Gathering) -> tuple[str, int]:
    plain.read(stream, gathering)
    return "", 0
