"""Keeps `locale/` up with the code: ids found, Latin derived from Cyrillic, both compiled."""

from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from portal.translating.catalogue import (
    DERIVED,
    WRITTEN,
    brought_up,
    in_latin,
    incomplete,
    path_of,
)
from portal.translating.extracting import messages_of


class Command(BaseCommand):
    """Writes the catalogues and says which messages still want words."""

    help = "Collects the interface's messages, derives the Latin catalogue, compiles both."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        locale = settings.BASE_DIR / "locale"
        written = path_of(locale, WRITTEN)
        catalogue = brought_up(polib.pofile(str(written)), messages_of(settings.BASE_DIR))
        for language, one in ((WRITTEN, catalogue), (DERIVED, in_latin(catalogue))):
            path = path_of(locale, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{one}\n".replace("\n\n\n", "\n\n"))
            path.with_suffix(".mo").write_bytes(one.to_binary())
        missing = incomplete(catalogue)
        for text in missing:
            self.stdout.write(f"without translation: {text!r}")
        self.stdout.write(f"{len(catalogue)} messages, {len(missing)} without translation")
