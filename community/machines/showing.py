"""Tokens in the shapes that pages take."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Token


@dataclass(frozen=True, slots=True)
class Row:
    """One token of the list."""

    token: Token
    state: str
    kind: str
    works: bool


def row_of(token: Token) -> Row:
    """A token with the word for its state."""
    if token.revoked_at is not None:
        return Row(token, token.get_ended_by_display(), "danger", works=False)
    if token.expires_at <= timezone.now():
        return Row(token, _("expired"), "warn", works=False)
    return Row(token, _("in use") if token.last_used_at else _("not used yet"), "ok", works=True)


def facts_of(token: Token) -> list[dict[str, Any]]:
    """What is known of a token, for the row of facts."""
    used = token.last_used_at
    facts: list[dict[str, Any]] = [
        {"name": _("Begins with"), "value": f"mreza_{token.prefix}", "code": True},
        {"name": _("Made by"), "value": token.created_by.name},
        {"name": _("Made on"), "value": day(token.created_at)},
        {"name": _("Works until"), "value": day(token.expires_at)},
        {"name": _("Last used"), "value": moment(used) if used else _("never")},
    ]
    if token.revoked_at is not None:
        facts.append({"name": _("Ended on"), "value": day(token.revoked_at)})
    return facts


def day(value: Any) -> str:
    """A day in the reader's zone and language."""
    return date_format(timezone.localtime(value), "DATE_FORMAT")


def moment(value: Any) -> str:
    """A day and time in the reader's zone and language."""
    return date_format(timezone.localtime(value), "DATETIME_FORMAT")
