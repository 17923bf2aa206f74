"""What every page shows around its content: the one context variable `shell`.

Error pages use it too, so nothing here may assume that a middleware has run or that an
address already exists; an address that does not resolve leaves its entry out.
"""

from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.jobs.health import worker_alive
from portal.shell.appearance import theme_of
from portal.shell.languages import Language, html_lang, languages_of
from portal.shell.links import Account, Column, Entry, account_of, address, footer, navigation
from portal.shell.site import Site, site_of


class Shell:
    """The frame of one page for one request. Every part is made at first use.

    Costs no query of its own beyond the site's settings; `request.language_urls`
    (`{code: url}`) and `request.nav_counts` (`{url name: number}`) may be set by a view.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def is_member(self) -> bool:
        """Whether to show the members' room: dark head, members' navigation."""
        return bool(getattr(self._viewer, "is_member", False))

    @cached_property
    def signed_in(self) -> bool:
        """Whether there is an account to show, with standing or without."""
        return getattr(self._viewer, "person_id", None) is not None

    @cached_property
    def shows_messages(self) -> bool:
        """Reading messages opens the session, which the public pages do without."""
        return self.signed_in or self._request.path_info.startswith("/accounts/")

    @cached_property
    def site(self) -> Site:
        """Name, tagline, phone, mail and key of the network's office."""
        return site_of(self._request)

    @property
    def site_name(self) -> str:
        return self.site.name

    @property
    def tagline(self) -> str:
        return self.site.tagline

    @property
    def phone(self) -> str:
        return self.site.phone

    @cached_property
    def theme(self) -> str:
        """`light`, `dark`, or empty for what the device asks for."""
        return theme_of(self._request)

    @property
    def html_lang(self) -> str:
        """The language of the page as a BCP 47 tag, with the script where it matters."""
        return html_lang(self.language)

    @property
    def is_cyrillic(self) -> bool:
        """Whether the page's own script is Cyrillic, for the one font worth preloading."""
        return self.language in {"sr", "mk"}

    @cached_property
    def language(self) -> str:
        return translation.get_language() or settings.LANGUAGE_CODE

    @cached_property
    def languages(self) -> list[Language]:
        """The entries of the switch, the current one's script pair first."""
        return languages_of(self._request, self.language)

    @property
    def near_languages(self) -> list[Language]:
        """The current language and its other script: always in sight."""
        return [one for one in self.languages if one.near]

    @property
    def far_languages(self) -> list[Language]:
        return [one for one in self.languages if not one.near]

    @property
    def folds_languages(self) -> bool:
        """Whether the other languages go behind one word on phones."""
        return len(self.far_languages) > 2

    @property
    def home_url(self) -> str:
        return f"/{self.language}/"

    @cached_property
    def nav(self) -> list[Entry]:
        return navigation(self._request, self.site, member=self.is_member)

    @cached_property
    def search_url(self) -> str:
        return address("search")

    @cached_property
    def suggest_url(self) -> str:
        """What the search box asks while one types."""
        return address("search-suggest")

    @cached_property
    def login_url(self) -> str:
        """The login, coming back to this page afterwards; never to the login itself."""
        login = address("account_login")
        here = self._request.get_full_path()
        if not login or here.startswith("/accounts/"):
            return login
        return f"{login}?{urlencode({'next': here})}"

    @cached_property
    def appearance_url(self) -> str:
        return address("appearance")

    @property
    def here(self) -> str:
        """This page, for forms that come back to it."""
        return self._request.get_full_path()

    @cached_property
    def account(self) -> Account | None:
        return account_of(self._request, self.home_url) if self.signed_in else None

    @cached_property
    def footer_columns(self) -> list[Column]:
        return footer(self.site)

    @property
    def strapline(self) -> str:
        """The line at the very top: which house this is."""
        if self.is_member:
            return _("Members’ space · you see only what you are cleared to see")
        return self.site.official_line or _("Official portal of the cybersecurity network")

    @cached_property
    def notice(self) -> str:
        """What the site says of itself to its operators: mail and search wait for a worker."""
        viewer = self._viewer
        if not isinstance(viewer, Viewer) or not viewer.has_role("operator") or worker_alive():
            return ""
        return _("No worker is running: mails and jobs wait. Start it with manage.py worker.")

    @property
    def _viewer(self) -> object:
        return getattr(self._request, "viewer", None)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Template context processor: the frame of the page, evaluated where it is used."""
    return {"shell": Shell(request)}
