"""Rows as JSON. Times in UTC, names of fields in English, ids are uids."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from community.machines.models import Token
from community.models import Group
from community.notify.letters import absolute
from portal.advisories.models import Release

from .asking import Asked
from .reading import Page


def token_shown(token: Token, groups: Iterable[Group]) -> dict[str, Any]:
    """The token as its own machine sees it."""
    organisation = token.organisation
    return {
        "token": str(token.uid),
        "name": token.name,
        "organisation": {"uid": str(organisation.uid), "name": organisation.name},
        "ceiling": f"TLP:{token.ceiling}",
        "groups": [{"uid": str(group.uid), "name": group.name} for group in groups],
        "expires_at": moment(token.expires_at),
    }


def shown(page: Page, asked: Asked) -> dict[str, Any]:
    """A page of releases. `cursor` is where to go on later, `next` the address if more wait."""
    cursor = str(page.end or asked.cursor or "")
    query = urlencode({"limit": asked.limit, "cursor": cursor})
    return {
        "advisories": [_row(release) for release in page.releases],
        "cursor": cursor,
        "next": f"{absolute(reverse('api:advisories'))}?{query}" if page.more else None,
    }


def _row(release: Release) -> dict[str, Any]:
    return _head(release) | {
        "title": release.title,
        "url": absolute(_page(release)),
        "json": absolute(reverse("api:advisory", args=[release.advisory.uid])),
    }


def _head(release: Release) -> dict[str, Any]:
    return {
        "uid": str(release.advisory.uid),
        "number": release.number,
        "label": f"TLP:{release.label}",
        "version": release.version,
        "lang": release.lang,
        "released_at": moment(release.released_at),
        "withdrawn": release.withdrawn,
    }


def release_body(release: Release) -> str:
    """The release's canonical JSON, byte for byte, as `document` behind what is beside it.

    `sha256` is the digest of those bytes.
    """
    head = json.dumps(_head(release) | {"sha256": release.digest}, ensure_ascii=False)
    return f'{head[:-1]}, "document": {release.canonical}}}'


def moment(value: datetime) -> str:
    """RFC 3339 in UTC."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _page(release: Release) -> str:
    known = dict(settings.LANGUAGES)
    with translation.override(release.lang if release.lang in known else settings.LANGUAGE_CODE):
        return reverse("advisories:page", args=[release.advisory.uid])
