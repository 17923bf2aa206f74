"""How a language and a script are said in HTML. The script itself is told in `search.analysis`."""

# Languages of the region that are written in two scripts.
TWO_SCRIPTS = ("sr", "bs", "cnr")


def bcp47(lang: str, script: str) -> str:
    """The value of an HTML `lang`: the script is said where a language has two."""
    return f"{lang}-{script.capitalize()}" if script and lang in TWO_SCRIPTS else lang
