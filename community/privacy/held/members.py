"""A membership: seats, agreements, how somebody came in, slept and was shut out."""

from community.models import Person
from community.privacy.holders import Held


def nowhere(person: Person) -> str:
    """An address that is none and belongs to this person alone."""
    return f"{person.uid}@erased.invalid"


_SEAT = ("organisation__uid", "organisation__name", "role", "since", "until", "confirmed_at")
_APPLICATION = (
    *("uid", "email", "name", "name_en", "kind", "sector", "country", "registration_number"),
    *("address", "website", "domains", "why", "contact_name", "contact_position"),
    *("contact_phone", "sponsors", "language", "started_at", "saved_at", "confirmed_at"),
    *("submitted_at", "closed_at"),
)
_CONTACT = {
    "email": nowhere,
    "contact_name": "",
    "contact_position": "",
    "contact_phone": "",
    "sponsors": [],
}
_LEDGER = "kept: proof of who was bound by what, under the tombstone's name"

TABLES = [
    Held("community.Seat", "person", _SEAT),
    Held(
        "community.TeamSeat",
        "seat__person",
        ("team__uid", "team__name", "writes", "reviews", "releases", "since", "until"),
    ),
    # A group's name may be sealed for who has left it.
    Held("community.GroupSeat", "seat__person", ("group__uid", "role", "since", "until")),
    Held("community.NetworkRole", "person", ("role", "since", "until")),
    Held(
        "community.Acceptance",
        "person",
        (
            *("version__agreement__key", "version__number", "organisation__name"),
            *("at", "ended_at"),
        ),
        why=_LEDGER,
    ),
    Held("agreements.EndedAcceptance", "acceptance__person", ("acceptance__at", "reason")),
    Held(
        "joining.Application",
        "email__iexact",
        _APPLICATION,
        "blank",
        _CONTACT,
        match="email",
    ),
    Held("joining.Knock", "email__iexact", ("email", "name", "at"), "delete", match="email"),
    Held(
        "joining.Sponsorship",
        "person",
        ("uid", "organisation__name", "typed", "state", "reason", "asked_at", "answered_at"),
        "blank",
        {"typed": ""},
    ),
    Held(
        "joining.Sponsorship",
        "typed__iexact",
        ("uid", "typed", "state", "named_at"),
        "blank",
        {"typed": ""},
        match="email",
    ),
    Held("joining.Deputy", "person", ("since", "until")),
    Held(
        "people.Invitation",
        "person",
        ("organisation__name", "email", "role", "sent_at", "accepted_at"),
        "delete",
    ),
    Held(
        "people.Invitation",
        "email__iexact",
        ("organisation__name", "email", "role", "sent_at", "expires_at", "revoked_at"),
        "delete",
        match="email",
    ),
    Held(
        "people.Request",
        "email__iexact",
        ("organisation__name", "email", "name", "note", "asked_at", "proven_at", "decision"),
        "delete",
        match="email",
    ),
    Held(
        "people.Measure",
        "person",
        ("kind", "reason", "at", "outcome", "ended_at"),
        "blank",
        {"reason": ""},
    ),
    Held("people.Sleep", "person", ("told_at", "asleep_at", "asked_at"), "delete"),
    Held("privacy.Export", "person", ("asked_at", "ready_at", "downloads"), "delete"),
    Held(
        "privacy.Erasure",
        "person",
        ("uid", "state", "asked_at", "reason", "due_at", "ended_at"),
        "blank",
        {"reason": ""},
    ),
    # What somebody of the office typed into a list: the cell that is the address, to the letter.
    Held(
        "rosters.Row",
        "cells__icontains",
        ("number", "cells", "state"),
        "blank",
        {"cells": []},
        match=lambda person: f'"{person.email}"',
    ),
    Held("rosters.Word", "word__iexact", ("word",), "delete", match="email"),
    Held(
        "forums.TopicAddressee",
        "target",
        ("topic__uid", "added_at"),
        where={"kind": "person"},
    ),
]
