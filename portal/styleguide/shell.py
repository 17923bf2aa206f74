"""A frame that is not taken from a session, so that one may look at any of its faces."""

from django.http import HttpRequest

from portal.shell.frame import Shell
from portal.shell.languages import Language
from portal.shell.links import Account, Column, Entry
from portal.shell.site import Site

NAMES = {
    "sr": ("Ћирилица", "sr-Cyrl"),
    "sr-latn": ("Latinica", "sr-Latn"),
    "sq": ("Shqip", "sq"),
    "mk": ("Македонски", "mk"),
    "bs": ("Bosanski", "bs"),
    "en": ("English", "en"),
}
PUBLIC_NAV = {
    "sr": ["Упозорења", "Преваре", "Кампање", "Провери знање", "За организације", "О мрежи"],
    "en": ["Warnings", "Scams", "Campaigns", "Test yourself", "For organisations", "About"],
}
MEMBER_NAV = {
    "sr": [("Данас", 0), ("Упозорења", 6), ("Групе", 14), ("Именик", 0), ("Обуке", 0)],
    "en": [("Today", 0), ("Advisories", 6), ("Groups", 14), ("Directory", 0), ("Training", 0)],
}


class SampleShell(Shell):
    """The frame as `member` or public, in `theme`, in one of six languages."""

    def __init__(self, request: HttpRequest, *, language: str, member: bool, here: int) -> None:
        super().__init__(request)
        self.language = language
        self.is_member = self.signed_in = member
        self.theme = request.GET.get("theme", "")
        self.site = (
            Site("Мрежа", "за сајбер безбедност", "0800 000 123", "incident@mreza.example")
            if language == "sr"
            else Site("Mreža", "Cybersecurity Network", "0800 000 123", "incident@mreza.example")
        )
        self.search_url = self.appearance_url = "/styleguide/search"
        self.login_url = "/styleguide/login"
        self._current = here
        self.account = Account("Lana Kovač", "LK", "#", "#") if member else None

    @property
    def languages(self) -> list[Language]:
        base = self.language.split("-")[0]
        return sorted(
            (
                Language(code, label, tag, "#", code == self.language, code.split("-")[0] == base)
                for code, (label, tag) in NAMES.items()
            ),
            key=lambda entry: not entry.near,
        )

    @property
    def nav(self) -> list[Entry]:
        words: list[tuple[str, int]]
        if self.is_member:
            words = MEMBER_NAV[self.language]
        else:
            words = [(word, 0) for word in PUBLIC_NAV[self.language]]
        return [
            Entry(word, "#", "page" if index == self._current else "", count)
            for index, (word, count) in enumerate(words)
        ]

    @property
    def footer_columns(self) -> list[Column]:
        machines = ["CSAF 2.0", "TAXII 2.1", "Atom", "security.txt"]
        about = ["Accessibility", "Privacy: no cookies", "System status"]
        return [
            Column("For machines", [Entry(word, "#") for word in machines]),
            Column("About", [Entry(word, "#") for word in about]),
        ]
