"""Errors about a piece of text that somebody typed."""

from django.utils.translation import gettext

_SHOWN = 60


class TypedTextError(ValueError):
    """`typed` is what was typed, shortened; `sentence` says what is wrong, translated."""

    template: str = ""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"

    @property
    def sentence(self) -> str:
        """For the person at the form, in the active language."""
        return gettext(self.template) % {"typed": self.typed}

    def __str__(self) -> str:
        return self.template % {"typed": self.typed}
