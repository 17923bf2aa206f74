"""What is shown of campaigns. A partner is named only while its profile is public."""

from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.models import Organisation
from portal.pages.addresses import SHOWS, content_language
from portal.pages.home import Campaign
from portal.shell.languages import html_lang
from portal.transliteration import to_latin

from .models import CampaignMaterial, CampaignPage, CampaignPartner


def current_campaign() -> Campaign | None:
    """The campaign that runs today in the active language; the one that began last."""
    today = timezone.localdate()
    code = translation.get_language() or ""
    running = CampaignPage.objects.live().filter(
        starts_on__lte=today, ends_on__gte=today, locale__language_code=content_language(code)
    )
    page = running.select_related("locale").order_by("-starts_on", "path").first()
    if page is None:
        return None
    page.wear_script(code)
    return Campaign(
        title=page.title,
        lead=page.summary,
        url=page.address,
        button=page.button or _("Show me how"),
        minutes=page.minutes or 0,
        partners=_public(page).count(),
        has_materials=bool(page.materials.exists()),
    )


def parts_of(page: CampaignPage, today: date) -> dict[str, Any]:
    """Context of a campaign's page on this day: state, partners, material, successor."""
    state = page.state_on(today)
    ended = state == CampaignPage.State.ENDED
    return {
        "state": state,
        "ended": ended,
        "successor": _successor(page) if ended else None,
        "partners": partners_of(page),
        "materials": materials_of(page),
    }


def partners_of(page: CampaignPage) -> list[dict[str, str]]:
    """Name and web address of the partners that may be named, in the editors' order."""
    rows = page.partners.all()
    ids = [row.organisation_id for row in rows]
    public = Organisation.objects.filter(
        pk__in=ids, public_profile=True, state=Organisation.State.ACTIVE
    )
    by_id = public.in_bulk()
    shown = [by_id[pk] for pk in ids if pk in by_id]
    return [{"name": _name(one), "website": one.website} for one in shown]


def materials_of(page: CampaignPage) -> list[dict[str, Any]]:
    """Title, address, kind and size in bytes of each file, and its language."""
    rows = list(page.materials.all())
    documents = CampaignMaterial._meta.get_field("document").related_model.objects.in_bulk(
        [row.document_id for row in rows]
    )
    latin = translation.get_language() in SHOWS
    return [
        {
            "title": to_latin(row.title) if latin else row.title,
            "url": document.url,
            "kind": document.file_extension.upper(),
            "size": document.file_size,
            "lang": html_lang(document.language),
        }
        for row in rows
        if (document := documents.get(row.document_id))
    ]


def _name(organisation: Organisation) -> str:
    code = translation.get_language() or ""
    if content_language(code) == "en" and organisation.name_en:
        return organisation.name_en
    return to_latin(organisation.name) if code in SHOWS else organisation.name


def _public(page: CampaignPage) -> Any:
    return CampaignPartner.objects.filter(
        page_id=page.pk,
        organisation__public_profile=True,
        organisation__state=Organisation.State.ACTIVE,
    )


def _successor(page: CampaignPage) -> CampaignPage | None:
    """The campaign that follows, if it is published."""
    found = CampaignPage.objects.live().filter(pk=page.successor_id)
    return found.select_related("locale").first()
