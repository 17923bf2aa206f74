"""The demo's organisations, people and groups; invented names and clean scripts throughout."""

import ipaddress
import re
import tomllib
from collections.abc import Iterator

import pytest

from community.profiles.sectors import sectors
from tests.portal.demo.content_files import (
    ADVISORIES,
    CONTENT,
    GROUP,
    GROUPS,
    ORG_KEYS,
    ORGANISATIONS,
    PEOPLE,
    PERSON,
    TEAM_KEYS,
    Row,
    by_key,
    cyrillic_share,
    seats,
    strings,
)

DOCUMENTATION = [
    ipaddress.ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
]
FILE_ENDINGS = {
    "asc",
    "txt",
    "pdf",
    "docx",
    "odt",
    "zip",
    "ics",
    "log",
    "json",
    "atom",
    "so",
    "tsa",
    "tsz",
}
ROLES = {
    "applicant", "lapsed", "member", "organisation_administrator", "author", "reviewer",
    "publisher", "chair", "moderator", "secretariat", "trustee", "auditor", "operator",
    "web_editor", "second_secretary", "second_trustee",
}  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [ORGANISATIONS["organisations"], ORGANISATIONS["teams"], PEOPLE["people"], GROUPS, ADVISORIES],
)
def test_keys_are_unique(rows: list[Row]) -> None:
    keys = [row["key"] for row in rows]
    assert len(keys) == len(set(keys))


def test_the_network_has_the_promised_size() -> None:
    assert len(ORG_KEYS) == 26
    assert 75 <= len(PERSON) <= 85
    assert len(GROUPS) == 6
    assert len(ADVISORIES) == 24
    national = [o for o in ORGANISATIONS["organisations"] if o["kind"] == "national_cert"]
    assert {o["country"] for o in national} == {"RS", "ME", "BA", "MK", "AL", "HR"}


def test_organisations_point_at_organisations() -> None:
    former = {row["key"] for row in ORGANISATIONS["former_organisations"]}
    for row in ORGANISATIONS["organisations"]:
        assert set(row.get("clients", [])) <= ORG_KEYS - {row["key"]}
        assert set(row.get("sponsors", [])) <= ORG_KEYS
        assert row["state"] in ("active", "suspended", "applicant")
        assert row["mailbox"].split("@")[1] in row["domains"]
    for link in ORGANISATIONS["lineage"]:
        assert link["predecessor"] in former
        assert link["successor"] in ORG_KEYS
    for team in ORGANISATIONS["teams"]:
        assert team["key"] == f"{team['organisation']}/{team['slug']}"
        assert team["organisation"] in ORG_KEYS


def test_people_belong_to_organisations_and_have_their_own_address() -> None:
    assert all(row["org"] in ORG_KEYS for row in PERSON.values())
    assert {row["org"] for row in PERSON.values()} == ORG_KEYS
    addresses = [row["email_local"] for row in PERSON.values()]
    assert len(addresses) == len(set(addresses))
    assert all(re.fullmatch(r"[a-z.]+", address) for address in addresses)
    for row in PERSON.values():
        assert (cyrillic_share(row["name"]) == 1) == (row["name"] != row["name_latin"]), (
            "a Latin name stands the same in both fields"
        )


def test_every_organisation_has_one_administrator() -> None:
    admins = [row["org"] for row in PERSON.values() if row.get("organisation_administrator")]
    assert sorted(admins) == sorted(ORG_KEYS)


def test_seats_are_in_teams_that_exist_and_four_eyes_are_possible() -> None:
    for key in PERSON:
        for seat in ("author", "reviewer", "publisher"):
            assert seats(key, seat) <= TEAM_KEYS
    for team in TEAM_KEYS:
        held = {s: {k for k in PERSON if team in seats(k, s)} for s in ("author", "reviewer")}
        assert held["author"]
        assert held["reviewer"] - held["author"]


def test_an_account_for_every_role() -> None:
    accounts = PEOPLE["accounts"]
    assert set(accounts) == ROLES
    assert len(set(accounts.values())) == len(ROLES)
    assert set(accounts.values()) <= set(PERSON)
    assert "cert-rs/duty" in seats(accounts["author"], "author")
    assert "cert-rs/duty" in seats(accounts["reviewer"], "reviewer")
    assert "cert-rs/duty" in seats(accounts["publisher"], "publisher")
    for role in ("secretariat", "trustee", "auditor", "operator", "web_editor"):
        assert role in PERSON[accounts[role]]["network_roles"]
    assert PERSON[accounts["organisation_administrator"]]["organisation_administrator"]
    assert sum("trustee" in row.get("network_roles", []) for row in PERSON.values()) == 2


def test_accounts_stand_where_their_role_says() -> None:
    accounts = PEOPLE["accounts"]
    assert any(accounts["chair"] in group["chairs"] for group in GROUPS)
    assert any(accounts["moderator"] in group["moderators"] for group in GROUPS)
    member = [g["key"] for g in GROUPS if accounts["member"] in g["members"]]
    assert member == ["energy"]
    plain = GROUP["energy"]["chairs"] + GROUP["energy"]["moderators"]
    assert accounts["member"] not in plain
    org = {row["key"]: row for row in ORGANISATIONS["organisations"]}
    assert org[PERSON[accounts["applicant"]]["org"]]["state"] == "applicant"
    assert org[PERSON[accounts["lapsed"]]["org"]]["agreement_expired_days_ago"] > 0


@pytest.mark.parametrize("group", by_key(GROUPS))
def test_groups_are_led_by_their_members(group: Row) -> None:
    assert set(group["members"]) <= set(PERSON)
    assert len(group["members"]) == len(set(group["members"]))
    assert group["chairs"]
    assert group["moderators"]
    assert set(group["chairs"] + group["moderators"]) <= set(group["members"])
    applicant = {k for k, row in PERSON.items() if row["org"] == "novi-oblak"}
    assert not applicant & set(group["members"])


def test_every_circle_and_ceiling_of_the_cast_occurs() -> None:
    assert {(g["key"], g["circle"], g["ceiling"]) for g in GROUPS} == {
        ("awareness", "public", "GREEN"),
        ("education", "network", "GREEN"),
        ("cert-liaison", "network", "RED"),
        ("energy", "members", "AMBER+STRICT"),
        ("finance", "members", "AMBER"),
        ("crisis-room", "sealed", "RED"),
    }


def files_text() -> Iterator[str]:
    for path in sorted(CONTENT.glob("*.toml")):
        yield from strings(tomllib.loads(path.read_text(encoding="utf-8")))


def test_no_name_of_a_real_host_or_address_occurs() -> None:
    host = re.compile(r"(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w.])")
    address = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
    own = {row["email_local"] for row in PERSON.values()}
    hosts = set()
    for text in files_text():
        plain = text.replace("[.]", ".")
        hosts |= set(host.findall(plain)) - own
        for number in address.findall(plain):
            assert any(ipaddress.ip_address(number) in net for net in DOCUMENTATION), number
    foreign = {name for name in hosts if not name.endswith(".example")}
    foreign -= set(sectors())  # codes such as energy.gas
    assert {name for name in foreign if name.rsplit(".", 1)[1] not in FILE_ENDINGS} == set()
    assert len(hosts - foreign) > 60


def test_no_word_mixes_the_scripts() -> None:
    mixed = re.compile(r"[A-Za-zčćžšđČĆŽŠĐ][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-zčćžšđČĆŽŠĐ]")
    for text in files_text():
        assert not mixed.search(text), text[:80]
