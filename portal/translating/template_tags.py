"""Message ids in Django templates: `translate`, `blocktranslate` and `_()` in arguments."""

import ast
import re
from collections.abc import Iterator

from django.utils.translation.template import templatize

from .python_calls import Message, messages_in_python

# Django writes a template's messages as these calls and blanks out everything else.
_CALL = re.compile(r"(?<![\w.])(_|gettext|ngettext|pgettext|npgettext)\(")
_IMPORTS = (
    "from django.utils.translation import gettext, ngettext, pgettext, npgettext\n"
    "from django.utils.translation import gettext as _\n"
)


class UnreadableTagError(ValueError):
    """A translation tag that is not understood, for example with an escaped quote in it."""


def messages_in_template(source: str) -> Iterator[Message]:
    """The messages of a template, in the order in which they stand."""
    calls = templatize(source)
    for match in _CALL.finditer(calls):
        for message in messages_in_python(_IMPORTS + _whole(calls, match.start())):
            if message.text.endswith("\\"):
                raise UnreadableTagError(message.text)
            yield message


def _whole(calls: str, start: int) -> str:
    """The call that begins at `start`: up to the first bracket with which it can be read."""
    end = start
    while (end := calls.find(")", end) + 1) > 0:
        call = calls[start:end]
        try:
            ast.parse(call)
        except SyntaxError:
            continue
        return call
    raise UnreadableTagError(calls[start : start + 80])
