"""The demo's public pages in both languages: made once, then left to the web editors."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from portal.campaigns.models import CampaignMaterial, CampaignPage, CampaignPartner
from portal.models import BasePage, HomePage, SiteDocument, SiteSettings, StandardPage
from portal.pages.founding import found
from search import registry

from .cast import Cast
from .home_page import fill_home
from .names import uid_of
from .page_blocks import Writer, listed, stream
from .records import Record, records

LANGUAGES = ("sr", "en")


@transaction.atomic
def seed_pages(cast: Cast) -> None:
    """Home pages, standard pages, campaign, settings; nothing if the pages are there."""
    content = records("pages")
    rows = _in_menu_order(content)
    if BasePage.objects.filter(uid__in=[_uid(row) for row in rows]).exists():
        return
    homes = _named(found())
    pages = [_place(homes[row["lang"]], row, cast) for row in rows]
    for lang in LANGUAGES:
        own = [(page, row) for page, row in pages if row["lang"] == lang]
        writer = Writer(lang, {row["key"]: page.pk for page, row in own})
        for page, row in own:
            _fill(page, row, writer)
        fill_home(HomePage.objects.get(pk=homes[lang].pk), content, writer)
    _carry_campaigns(cast, pages)
    _write_settings(content["settings"], {row["key"]: page.pk for page, row in pages})


def _named(homes: dict[str, HomePage]) -> dict[str, HomePage]:
    """The home pages with the demo's identities; the migration gave them random ones."""
    for lang, home in homes.items():
        registry.forget("page", home.uid)  # the home page of a new instance may stand in search
        home.uid, home.translation_key = uid_of("page", f"home/{lang}"), uid_of("page", "home")
        HomePage.objects.filter(pk=home.pk).update(
            uid=home.uid, translation_key=home.translation_key
        )
    return homes


def _in_menu_order(content: Record) -> list[Record]:
    """All pages and campaigns; those of the menu first, in its order."""
    menu = [link["target"].partition(":")[2] for link in content["settings"]["navigation"]]
    rows = [*content["pages"], *content["campaigns"]]
    return sorted(rows, key=lambda r: menu.index(r["key"]) if r["key"] in menu else len(menu))


def _uid(row: Record) -> Any:
    return uid_of("page", f"{row['key']}/{row['lang']}")


def _place(home: HomePage, row: Record, cast: Cast) -> tuple[Any, Record]:
    """The page in its place, with no text yet, so that others can link to it."""
    menu = {
        link["target"].partition(":")[2]: link[f"label_{row['lang']}"]
        for link in records("pages")["settings"]["navigation"]
    }
    values = {
        "title": row["title"],
        "slug": row["slug"],
        "summary": row.get("intro") or row["lead"],
        "locale": home.locale,
        "translation_key": uid_of("page", row["key"]),
        "uid": _uid(row),
        "show_in_menus": row["key"] in menu,
        "menu_title": menu.get(row["key"], ""),
    }
    page = _campaign(row, cast, values) if "behaviour" in row else StandardPage(**values)
    Page.objects.get(pk=home.pk).add_child(instance=page)
    return page, row


def _campaign(row: Record, cast: Cast, values: Record) -> CampaignPage:
    today = timezone.localdate(cast.clock.now)
    return CampaignPage(
        behaviour=row["behaviour"],
        button=row["button"],
        minutes=row["minutes"],
        starts_on=today - timedelta(days=row["starts_days_ago"]),
        ends_on=today + timedelta(days=row["ends_in_days"]),
        **values,
    )


def _fill(page: Any, row: Record, writer: Writer) -> None:
    if isinstance(page, CampaignPage):
        page.steps = stream(("step", step) for step in writer.steps(row["how"]))
        body: list[Any] = [("paragraph", writer.rich(row["why"]))]
        page.body = stream([*body, ("faq", writer.questions(row["questions"]))])
    else:
        page.body = writer.body(row["blocks"])
    page.save_revision().publish()


def _carry_campaigns(cast: Cast, pages: list[tuple[Any, Record]]) -> None:
    """Partners and material, which are rows beside the page."""
    for page, row in pages:
        if not isinstance(page, CampaignPage):
            continue
        for number, key in enumerate(row["partners"]):
            page.partners.add(
                CampaignPartner(organisation=cast.organisations[key], sort_order=number)
            )
        for number, file in enumerate(row["materials"]):
            document = _document(file, row["lang"])
            page.materials.add(
                CampaignMaterial(title=file["title"], document=document, sort_order=number)
            )
        page.save_revision().publish()


def _document(file: Record, lang: str) -> SiteDocument:
    content = file["text"].encode()
    document = SiteDocument(title=file["title"], language=lang, file_size=len(content))
    name = f"documents/{file['file']}"
    if document.file.storage.exists(name):
        # A new database beside the files of an older one: the same file, not a second copy.
        document.file.storage.delete(name)
    document.file.save(file["file"], ContentFile(content))
    document.save()
    return document


def _write_settings(content: Record, ids: dict[str, int]) -> None:
    """The office's names and the footer; `ids` are those of the last language, any will do."""
    site = Site.objects.get(is_default_site=True)
    row = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    for field in (*SiteSettings.text_fields, *(n[:-2] + "en" for n in SiteSettings.text_fields)):
        setattr(row, field, content[field])
    row.phone, row.mail = content["duty_phone"], content["incident_email"]
    row.office_mail, row.pgp = content["office_email"], content["pgp_fingerprint"]
    row.security_txt_contact = content["security_txt_contact"]
    row.security_txt_policy = content["security_txt_policy"]
    row.security_txt_languages = ", ".join(content["security_txt_languages"])
    row.footer = stream(("column", _column(column, ids)) for column in content["footer_columns"])
    row.save()


def _column(column: Record, ids: dict[str, int]) -> Record:
    links = []
    for link in column["links"]:
        kind, _, key = link["target"].partition(":")
        page = ids[key] if kind == "page" else None
        links.append({**link, "page": page, "address": "" if page else link["target"]})
    return {**column, "links": listed(links)}
