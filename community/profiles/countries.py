"""Names of countries, from the instance's data."""

import tomllib
from functools import cache
from pathlib import Path

import cyrtranslit
from django.utils.translation import get_language

_FILE = Path(__file__).parent / "data" / "country_names.toml"


def country_name(code: str) -> str:
    """How a country (ISO 3166-1 alpha-2) is called for the reader; the code if nobody named it."""
    names = _names().get(code)
    if names is None:
        return code
    language = get_language() or "sr"
    if language == "sr-latn":
        return str(cyrtranslit.to_latin(names["sr"], "sr"))
    return names["sr"] if language == "sr" else names["en"]


def country_choices() -> list[tuple[str, str]]:
    """For a form: (code, name) in the order of the file."""
    return [(code, country_name(code)) for code in _names()]


@cache
def _names() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
