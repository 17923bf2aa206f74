"""Reading CSAF 2.0: bytes in, our canonical form out. Pure; the database is not known here."""

from .reading import ReadDocument, read_csaf

__all__ = ["ReadDocument", "read_csaf"]
