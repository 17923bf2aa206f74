"""Documents of other publishers in: byte for byte, each problem told, twice is once."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.access.mixins import can_read
from community.access.policy import Refused
from community.access.viewer import ANONYMOUS
from community.audit.models import Entry
from community.models import Team
from community.readers import viewer_for
from portal.advisories import drafting
from portal.advisories.models import Advisory, Case, ForeignDocument, Release
from search.models import Entry as Found
from search.service import Ask, search
from tests.portal.advisories.desk import Desk
from tests.portal.advisories.documents import as_bytes, document

pytestmark = pytest.mark.django_db
COUNTED = (Advisory, Case, ForeignDocument, Release, Entry, Found)


@pytest.fixture
def desk() -> Desk:
    """The network's office, whose one desk takes what comes in."""
    desk = Desk()
    desk.team.organisation.is_office = True
    desk.team.organisation.save()
    return desk


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str = "a.json", **tracking: Any) -> Path:
        value = document()
        value["document"]["tracking"] |= tracking
        if "version" in tracking:
            history = value["document"]["tracking"]["revision_history"]
            for number in range(2, int(tracking["version"]) + 1):
                history.append({"number": str(number), "date": MARCH_2, "summary": "More"})
            value["document"]["tracking"]["current_release_date"] = MARCH_2
        path = tmp_path / name
        path.write_bytes(as_bytes(value))
        return path

    return write


MARCH_2 = "2026-03-02T09:00:00+01:00"


def run(*paths: Path, **options: Any) -> str:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_csaf", *paths, stdout=out, stderr=err, **options)
    except CommandError as error:
        return f"{out.getvalue()}FAILED {error}"
    return out.getvalue()


def counts() -> list[int]:
    return [model.objects.count() for model in COUNTED]


def test_it_waits_at_the_offices_desk_in_review(desk: Desk, put: Callable[..., Path]) -> None:
    assert "1 new" in run(put())
    advisory = Advisory.objects.get()
    assert (advisory.state, advisory.team, advisory.foreign) == ("in_review", desk.team, True)
    assert (advisory.number, advisory.number_key) == ("EXP-2026-0001", None)
    assert not Release.objects.exists()
    assert can_read(viewer_for(desk.reviewer), advisory)
    assert not can_read(ANONYMOUS, advisory)
    assert bytes(ForeignDocument.objects.get().content) == put().read_bytes()


def test_reviewer_and_publisher_let_it_out_under_its_own_number_version_and_date(
    desk: Desk, put: Callable[..., Path]
) -> None:
    run(put(version="2"))
    advisory = Advisory.objects.get()
    drafting.approve(advisory, by=desk.by(desk.reviewer))
    release = desk.release(advisory)
    assert (release.number, release.version, release.ordinal) == ("EXP-2026-0001", "2", 1)
    assert release.released_at.isoformat() == "2026-03-02T08:00:00+00:00"
    assert (release.publisher, release.year) == ("Example Pumps", 2026)
    assert can_read(ANONYMOUS, release)


def test_who_approved_a_foreign_document_does_not_release_it(
    desk: Desk, put: Callable[..., Path]
) -> None:
    run(put())
    advisory = Advisory.objects.get()
    both = desk._seated("Oba Zajedno", writes=False, reviews=True, releases=True)
    drafting.approve(advisory, by=desk.by(both))
    with pytest.raises(Refused):
        desk.release.__func__(_As(desk, both), advisory)  # type: ignore[attr-defined]
    assert desk.release(advisory)


class _As:
    """The desk with another publisher."""

    def __init__(self, desk: Desk, person: Any) -> None:
        self.publisher, self.by = person, desk.by


def test_a_foreign_text_is_not_written_on(desk: Desk, put: Callable[..., Path]) -> None:
    run(put())
    with pytest.raises(Refused):
        desk.edit(Advisory.objects.get(), "CLEAR", title="Bolji naslov")


def test_publish_shows_it_at_once_and_the_log_says_who_did(put: Callable[..., Path]) -> None:
    assert "1 new" in run(put(), publish=True)
    release = Release.objects.get()
    assert can_read(ANONYMOUS, release)
    rows = Entry.objects.order_by("seq").values_list("actor_kind", "actor_id", "verb")
    assert list(rows) == [
        ("system", "import_csaf", "advisory.import"),
        ("system", "import_csaf", "advisory.show"),
    ]


@pytest.mark.parametrize("publish", [False, True])
def test_twice_changes_nothing(desk: Desk, put: Callable[..., Path], publish: bool) -> None:
    run(put(), publish=publish)
    before = counts()
    assert "1 unchanged" in run(put(), publish=publish)
    assert counts() == before


def test_what_waits_is_shown_by_a_later_publish(desk: Desk, put: Callable[..., Path]) -> None:
    run(put())
    assert "1 shown" in run(put(), publish=True)
    assert Release.objects.count() == 1
    assert "1 unchanged" in run(put(), publish=True)


def test_a_newer_version_is_a_new_release(put: Callable[..., Path]) -> None:
    run(put(), publish=True)
    assert "1 newer" in run(put("b.json", version="2"), publish=True)
    assert Advisory.objects.count() == 1
    versions = Release.objects.order_by("ordinal").values_list("version", "latest")
    assert list(versions) == [("1", False), ("2", True)]


def test_a_newer_version_voids_the_approval_of_the_older(
    desk: Desk, put: Callable[..., Path]
) -> None:
    run(put())
    advisory = Advisory.objects.get()
    drafting.approve(advisory, by=desk.by(desk.reviewer))
    run(put("b.json", version="2"))
    with pytest.raises(Refused):
        desk.release(advisory)


def test_every_problem_is_told_and_stops_nothing(put: Callable[..., Path], tmp_path: Path) -> None:
    put("00-good.json")
    (tmp_path / "01-broken.json").write_text("{")
    (tmp_path / "02-nul.json").write_bytes(b"\0" * 50)
    (tmp_path / "03-schema.json").write_text(json.dumps({"document": {"csaf_version": "2.0"}}))
    put("04-other-bytes.json", status="interim")
    (tmp_path / "05-empty.json").write_text("")
    (tmp_path / "06-list.json").write_text("[]")
    put("07-other.json", id="EXP-2026-0002")
    said = run(tmp_path, tmp_path / "not-there.json", publish=True)
    assert "FAILED 7 of 9 files were not taken." in said
    for name in ("01-broken", "02-nul", "03-schema", "05-empty", "06-list", "not-there"):
        assert said.count(f"{name}.json: ") == 1
    assert "EXP-2026-0001 version 1 is here with other content" in said
    assert sorted(Release.objects.values_list("number", flat=True)) == [
        "EXP-2026-0001",
        "EXP-2026-0002",
    ]


def test_older_versions_falling_labels_and_our_own_documents_are_not_taken(
    put: Callable[..., Path], desk: Desk, tmp_path: Path
) -> None:
    run(put(version="2"), publish=True)
    assert "is older than version 2" in run(put("b.json"), publish=True)
    green = document()
    green["document"]["distribution"]["tlp"]["label"] = "GREEN"
    green["document"]["tracking"]["id"] = "EXP-2026-0003"
    path = tmp_path / "green.json"
    path.write_bytes(as_bytes(green))
    assert "1 new" in run(path, publish=True)
    assert not can_read(ANONYMOUS, Release.objects.get(number="EXP-2026-0003"))
    milder = put("milder.json", id="EXP-2026-0003", version="2")
    assert "stricter label" in run(milder, publish=True)
    Team.objects.update(namespace="https://pumps.example/")
    assert "a team of this network" in run(put("c.json", id="EXP-9"), publish=True)


def test_restricted_documents_need_somebody_who_reads_them(
    put: Callable[..., Path], tmp_path: Path
) -> None:
    for label, words in (("RED", "TLP:RED"), ("AMBER", "no team")):
        value = document()
        value["document"]["distribution"]["tlp"]["label"] = label
        path = tmp_path / f"{label}.json"
        path.write_bytes(as_bytes(value))
        assert words in run(path, publish=True)
    assert not Advisory.objects.exists()


def test_without_one_office_desk_the_team_has_to_be_named(put: Callable[..., Path]) -> None:
    assert "--team" in run(put())
    desk = Desk()
    name = f"{desk.team.organisation.short_name}/{desk.team.name}"
    assert "1 new" in run(put(), team=name)
    assert Advisory.objects.get().team == desk.team
    assert "no publishing team" in run(put(), team="nobody/nothing")
    assert "1 unchanged" in run(put(), team=str(desk.team.uid))


def test_it_is_found_by_cve_product_and_words(put: Callable[..., Path]) -> None:
    run(put(), publish=True)
    for words in ("CVE-2026-12345", "Controller C7", "pump stops", "EXP-2026-0001"):
        assert [hit.row.place for hit in search(ANONYMOUS, Ask(words)).hits] == ["Example Pumps"]
