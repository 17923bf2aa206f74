"""Message ids in Python source: the calls of Django's gettext functions, under any alias."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

TRANSLATION = "django.utils.translation"
# The places of context, message and plural among the arguments of each function.
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}


@dataclass(frozen=True, slots=True)
class Message:
    """One id as it stands in the code; `plural` and `context` are empty where there is none."""

    text: str
    plural: str = ""
    context: str = ""


def messages_in_python(source: str) -> Iterator[Message]:
    """The messages of a module, in the order of their lines.

    A call whose text is not a constant is skipped: its text was marked elsewhere by `gettext_noop`.
    """
    tree = ast.parse(source)
    names = _names(tree)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        function = _function(call.func, names)
        message = _message(function, call.args) if function in CALLS else None
        if message is not None:
            yield message


def _names(tree: ast.Module) -> dict[str, str]:
    """What each imported gettext function is called in this module."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION
        for alias in node.names
    }


def _function(called: ast.expr, names: dict[str, str]) -> str:
    if isinstance(called, ast.Name):
        return names.get(called.id, "")
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return called.attr if called.value.id == "translation" else ""
    return ""


def _message(function: str, arguments: list[ast.expr]) -> Message | None:
    context, text, plural = CALLS[function]
    words = [_constant(argument) for argument in arguments]
    found = [words[at] if at is not None else "" for at in (text, plural, context)]
    return None if None in found else Message(*map(str, found))


def _constant(node: ast.expr) -> str | None:
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(ast.literal_eval(node)) if constant else None
