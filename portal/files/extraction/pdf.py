"""PDF by pypdf, with its limits narrowed. No program is started, no script of a file is run."""

import logging
from itertools import islice
from time import process_time
from typing import BinaryIO

from pypdf import PdfReader, overwrite_configuration
from pypdf.errors import FileNotDecryptedError, LimitReachedError

from portal.files.extraction.gathering import Full, Gathering, joined
from portal.files.extraction.limits import (
    CPU_GENTLE_SECONDS,
    MEGABYTE,
    PAGES,
    TITLE_CHARACTERS,
)
from portal.files.extraction.result import Problem, Unreadable

_STREAM_BYTES = 40 * MEGABYTE


def read(stream: BinaryIO, gathering: Gathering) -> tuple[str, int]:
    """Gathers page by page; returns the title and the number of pages.

    `Full` where more pages or text are left than are taken. A page that cannot be read is
    passed over, as long as another can.
    """
    _narrow()
    reader = _opened(stream)
    pages = len(reader.pages)
    trouble: Problem | None = None
    heard = False
    for page in islice(reader.pages, PAGES):
        try:
            text = page.extract_text()
        except LimitReachedError:
            trouble = Problem.LIMIT
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a damaged page raises whatever its damage hits
            trouble = trouble or Problem.BROKEN
        else:
            heard = True
            gathering.add(joined(text))
            gathering.add("\n\n")
        if process_time() > CPU_GENTLE_SECONDS:
            raise Full
    if trouble and not heard:
        raise Unreadable(trouble)
    if trouble or pages > PAGES:
        raise Full
    return _title(reader), pages


def _narrow() -> None:
    """Limits of the process that reads one file and ends; defaults of the library above them."""
    logging.disable(logging.CRITICAL)
    overwrite_configuration(
        maximum_declared_stream_length=_STREAM_BYTES,
        array_based_stream_maximum_output_length=_STREAM_BYTES,
        lzw_maximum_output_length=_STREAM_BYTES,
        run_length_maximum_output_length=_STREAM_BYTES,
        zlib_maximum_output_length=_STREAM_BYTES,
        brotli_maximum_output_length=_STREAM_BYTES,
        page_tree_maximum_page_entries=200_000,
        xform_maximum_invocations_per_extraction=1_000,
        jbig2dec_binary=None,
    )


def _opened(stream: BinaryIO) -> PdfReader:
    """The file, with the empty password where that is enough, as in every viewer."""
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Problem.ENCRYPTED)
    except FileNotDecryptedError:
        raise Unreadable(Problem.ENCRYPTED) from None
    return reader


def _title(reader: PdfReader) -> str:
    try:
        title = reader.metadata.title if reader.metadata else ""
    except Exception:  # noqa: BLE001 - see above; a title is not worth the text
        return ""
    return str(title or "")[:TITLE_CHARACTERS]
