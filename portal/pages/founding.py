"""The least that must stand before anybody can read a page: languages, home pages, the site.

A migration does it for a new instance; the demo and emptied test databases call this.
"""

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from portal.models import HomePage

TITLES = {"sr": "Мрежа за сајбер безбедност", "en": "Cybersecurity Network"}
SLOGANS = {"sr": "Застани. Провери. Пријави.", "en": "Stop. Check. Report."}


def found() -> dict[str, HomePage]:
    """The home page of each content language; makes what is missing, changes nothing else."""
    with transaction.atomic():
        if not Collection.get_first_root_node():
            Collection.add_root(name="Root")
        root = Page.get_first_root_node() or Page.add_root(
            instance=Page(title="Root", slug="root", locale=_locale("sr"))
        )
        codes = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
        homes = {code: _home(root, code) for code in codes}
        if not Site.objects.filter(is_default_site=True).exists():
            Site.objects.create(
                hostname="localhost", port=80, is_default_site=True, root_page=homes[codes[0]]
            )
    return homes


def _home(root: Page, code: str) -> HomePage:
    locale = _locale(code)
    if standing := HomePage.objects.child_of(root).filter(locale=locale).first():
        return standing
    page = HomePage(
        title=TITLES.get(code, code),
        slogan=SLOGANS.get(code, ""),
        slug=f"home-{code}",
        locale=locale,
    )
    if first := HomePage.objects.first():
        page.translation_key = first.translation_key
    Page.objects.get(pk=root.pk).add_child(instance=page)
    page.save_revision().publish()
    return page


def _locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]
