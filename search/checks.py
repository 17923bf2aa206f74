"""Says where search works less well than it could."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, register

from search.analysis import lemma


@register()
def base_forms(app_configs: Sequence[AppConfig] | None = None, **_more: Any) -> list[CheckMessage]:
    """Whether the table of base forms is there."""
    if lemma.available():
        return []
    return [
        checks.Warning(
            "The table of base forms is missing: many forms of words will not be found.",
            hint="Run python -m search.analysis.build_lemmas; the worker then renews the index.",
            id="search.W001",
        )
    ]
