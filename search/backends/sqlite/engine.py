"""The embedded engine as a whole."""

from search.backends.sqlite.asking import Asking
from search.backends.sqlite.keeping import Keeping


class SqliteEngine(Asking, Keeping):
    """`connection` holds entries and full-text tables alike."""

    name = "sqlite"
