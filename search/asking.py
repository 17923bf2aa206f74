"""Which engine answers: the one outside the database while it is sound, else the database's own."""

from collections.abc import Callable
from typing import TypeVar

from search.backends import store
from search.backends.protocol import Engine, EngineDown
from search.index import Index

Answer = TypeVar("Answer")


def answering(index: Index, ask: Callable[[Engine], Answer]) -> tuple[Answer, bool]:
    """The answer, and whether it is the second choice's because the first did not answer."""
    if index.remote:
        from search.backends.elastic import answered

        try:
            return answered(index, ask), False
        except EngineDown as down:
            return ask(store(index)), down.notice
    return ask(store(index)), False
