"""Languages of documents as BCP 47 tags."""

# Languages of the region that are written in two scripts: the tag chooses the letter shapes.
_TWO_SCRIPTS = {"sr", "bs"}


def lang_tag(lang: str, script: str = "") -> str:
    """`sr-Cyrl` from `sr` and `cyrl`; the language alone where it has one script."""
    if lang in _TWO_SCRIPTS and script:
        return f"{lang}-{script.title()}"
    return lang
