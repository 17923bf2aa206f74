"""The HTML of agreement texts: made once when they are published, by the portal's one pipeline."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from community.markup import PIPELINE_VERSION, render
from community.models import AgreementText, AgreementVersion

from .models import ProposedText, Rendered

# The languages a text may be written in, in the order in which they are offered.
LANGUAGES = {
    "sr": "Српски",
    "en": "English",
    "sq": "Shqip",
    "mk": "Македонски",
    "bs": "Bosanski",
}


@dataclass(frozen=True, slots=True)
class ShownText:
    """One language of a version as a page shows it; `binds` for the one that counts."""

    language: str
    name: str
    title: str
    html: str
    binds: bool


def keep_rendered(version: AgreementVersion) -> None:
    """Renders what is not rendered yet, or was by an older pipeline. Doing it twice is no harm."""
    for text in version.texts.all():
        Rendered.objects.update_or_create(
            text=text, defaults={"html": render(text.body), "pipeline": PIPELINE_VERSION}
        )


def shown_texts(version: AgreementVersion) -> list[ShownText]:
    """Every language of a version: the reader's first, then the binding one. Two queries."""
    texts = version.texts.select_related("rendered").order_by("language")
    return _shown(((text, _html(text)) for text in texts), version.binding_language)


def shown_proposal(texts: Iterable[ProposedText], binding: str) -> list[ShownText]:
    """The same for a version that waits for a second person."""
    return _shown(((text, text.html) for text in texts), binding)


def title_in(texts: Iterable[AgreementText | ProposedText], binding: str) -> str:
    """The title in the reader's language, else in the binding one."""
    titles = {text.language: text.title for text in texts}
    return titles.get(_reader()) or titles.get(binding) or next(iter(titles.values()), "")


def _html(text: AgreementText) -> str:
    """Stored HTML; made anew, and not stored, where a version came in by another way."""
    kept = getattr(text, "rendered", None)
    fresh = kept is not None and kept.pipeline == PIPELINE_VERSION
    return str(kept.html) if kept is not None and fresh else render(text.body)


def _shown(
    texts: Iterable[tuple[AgreementText | ProposedText, str]], binding: str
) -> list[ShownText]:
    found = [
        ShownText(
            language=text.language,
            name=LANGUAGES.get(text.language, text.language),
            title=text.title,
            html=html,
            binds=text.language == binding,
        )
        for text, html in texts
    ]
    return sorted(found, key=lambda one: (one.language != _reader(), not one.binds, one.language))


def _reader() -> str:
    return (get_language() or "sr").split("-")[0]
