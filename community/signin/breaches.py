"""Passwords that were found in breaches, by a file that the operator fills; nobody is asked.

The file holds the first eight bytes of each password's SHA-1, sorted, one after the other:
8 MB for a million. It is searched where it lies, not read into memory.
"""

import hashlib
import mmap
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.models.users import composed

WIDTH = 8


def is_breached(password: str) -> bool:
    """Whether the password stands in `BREACH_LIST`; False while there is no list."""
    path = settings.BREACH_LIST
    if not path or not Path(path).is_file():
        return False
    stat = Path(path).stat()
    listed = _open(path, stat.st_mtime, stat.st_size)
    return any(_holds(listed, prefix_of(form)) for form in {password, composed(password) or ""})


def prefix_of(password: str) -> bytes:
    """What the list would hold of this password."""
    return hashlib.sha1(password.encode(), usedforsecurity=False).digest()[:WIDTH]


@lru_cache(maxsize=1)
def _open(path: str, _changed: float, size: int) -> "mmap.mmap | bytes":
    """The file as it lies on disk, opened again when it has changed."""
    if size < WIDTH:
        return b""
    with Path(path).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _holds(listed: "mmap.mmap | bytes", wanted: bytes) -> bool:
    low, high = 0, len(listed) // WIDTH
    while low < high:
        middle = (low + high) // 2
        found = listed[middle * WIDTH : (middle + 1) * WIDTH]
        if found == wanted:
            return True
        low, high = (middle + 1, high) if found < wanted else (low, middle)
    return False


class BreachListValidator:
    """Refuses passwords that stand in the operator's list."""

    def validate(self, password: str, user: object = None) -> None:
        if is_breached(password):
            raise ValidationError(
                _("This password was found in a breach elsewhere. Choose another one."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("It must not stand in the lists of passwords that were stolen elsewhere.")


class LongestLengthValidator:
    """Long passwords are welcome; only what no person types or keeps is refused."""

    def __init__(self, longest: int = 256) -> None:
        self.longest = longest

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > self.longest:
            raise ValidationError(
                _("The password may have %(longest)s characters at most."),
                code="password_too_long",
                params={"longest": self.longest},
            )

    def get_help_text(self) -> str:
        return _("It may have %(longest)s characters at most.") % {"longest": self.longest}
