"""Text to terms: pure Python, the same for every engine. Nothing here knows Django."""

from .version import ANALYZER_VERSION

__all__ = ["ANALYZER_VERSION"]
