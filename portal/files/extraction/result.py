"""What comes of reading a file."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """Why a file has no text for the search. The words for editors stand in `portal.files.words`.

    ENCRYPTED: asks for a password. BROKEN: not what it says it is. KIND: no kind whose text
    is read. LIMIT: larger than allowed, or built to be. LATE: took too long. EMPTY: no text
    in it, e.g. pages that are pictures.
    """

    NONE = ""
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    KIND = "kind"
    LIMIT = "limit"
    LATE = "late"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Extracted:
    """`text` in reading order, lines by "\\n"; `title` as the file itself names it.

    `pages`: how many the file has, 0 where it does not say. `cut`: there is more text than
    was taken. With a `problem` there is no text.
    """

    text: str = ""
    title: str = ""
    pages: int = 0
    cut: bool = False
    problem: Problem = Problem.NONE


class Unreadable(Exception):
    """A file is not read any further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
