"""What goes out: to whom, under which number, all or nothing; a label rises and never falls."""

import re
from datetime import UTC, datetime

import pytest

from community.access.policy import Refused
from community.access.tlp import Label
from community.audit.models import Entry
from community.jobs.models import Job
from community.models import Organisation, Person
from community.readers import readers_of, viewer_for
from portal.advisories import lifecycle
from portal.advisories.audience import Recipients
from portal.advisories.canonical import CanonicalRelease
from portal.advisories.models import Advisory, NumberSeries, Release
from portal.advisories.numbering import is_public_number
from search.models import Text as Found
from search.service import Ask, search
from tests import factories as make
from tests.portal.advisories.desk import VECTOR, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def readers(release: Release) -> set[Person]:
    release.refresh_from_db()
    return set(readers_of(release.acl_id))


def staff(desk: Desk) -> set[Person]:
    return {desk.author, desk.second, desk.reviewer, desk.publisher}


def test_nothing_goes_out_without_a_second_persons_yes(desk: Desk) -> None:
    advisory = desk.draft()
    with pytest.raises(Refused):
        desk.release(advisory)
    assert not Release.objects.exists()
    assert not NumberSeries.objects.exists()


def test_a_release_is_whole(desk: Desk) -> None:
    release = desk.released(
        "CLEAR",
        title="Pumpe",
        actions="Ugasite pumpu | odmah",
        body="## Kako\n\n**Brzo**, vidi CSN-2026-0001.",
        products="Vodotok | Kolibri | do 2.3 | 2.4",
        cves=f"CVE-2026-41000 {VECTOR}",
        exploited=True,
    )
    content = CanonicalRelease.from_json(release.canonical)
    assert (release.ordinal, release.version, release.latest) == (1, "1", True)
    assert (release.severity, str(release.score), release.exploited) == (4, "9.8", True)
    assert (release.lead, release.products, release.script) == ("Ugasite pumpu", "Kolibri", "latn")
    assert "<h3>Kako</h3>" in release.html
    assert '<x-ref kind="advisory" key="CSN-2026-0001">' in release.html
    assert content.tracking is not None
    assert content.tracking.id == release.number
    assert [entry.number for entry in content.history] == ["1"]
    assert desk.author.name not in release.canonical


def test_public_numbers_have_no_gap_and_restricted_ones_tell_nothing(desk: Desk) -> None:
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    made = [
        desk.release(desk.approved(label), now=moment)
        for label in ("CLEAR", "AMBER", "CLEAR", "GREEN", "CLEAR")
    ]
    numbers = [release.number for release in made]
    assert numbers[::2] == ["CSN-2026-0001", "CSN-2026-0002", "CSN-2026-0003"]
    assert all(re.fullmatch(r"CSN-2026-[A-Z][0-9A-Z]{5}", number) for number in numbers[1::2])
    assert not any(is_public_number(number) for number in numbers[1::2])
    keys = list(Advisory.objects.values_list("number_key", flat=True))
    assert len(set(keys)) == 5
    assert all(key == key.lower() for key in keys)


def test_a_number_stays_through_all_versions(desk: Desk) -> None:
    first = desk.released()
    advisory = first.advisory
    desk.edit(advisory, "CLEAR", title="Novo")
    second = desk.release(desk.approve(advisory), summary="Dodat model")
    first.refresh_from_db()
    assert (first.number, first.ordinal, first.latest) == (second.number, 1, False)
    assert (second.ordinal, second.version, second.latest) == (2, "2", True)
    history = CanonicalRelease.from_json(second.canonical).history
    assert [entry.summary for entry in history] == ["First release", "Dodat model"]


def test_a_failure_in_the_middle_leaves_no_release_and_no_gap(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    advisory = desk.approved()
    entries = Entry.objects.count()

    def stumble(*_args: object, **_more: object) -> None:
        raise RuntimeError("the log is full")

    with monkeypatch.context() as broken:
        broken.setattr(lifecycle, "note", stumble)
        with pytest.raises(RuntimeError):
            desk.release(advisory)
    advisory.refresh_from_db()
    assert (advisory.state, advisory.number) == ("approved", "")
    assert not Release.objects.exists()
    assert not Found.objects.filter(kind="advisory").exists()
    assert (Entry.objects.count(), Job.objects.count()) == (entries, 0)
    assert desk.release(advisory).number.endswith("-0001")


@pytest.fixture
def addressed() -> Organisation:
    return make.organisation()


def test_each_label_is_read_by_whom_it_is_for(desk: Desk, addressed: Organisation) -> None:
    inside, outside = make.member(addressed), make.member()
    room = make.group()
    in_group = make.member()
    make.join(in_group, room)
    to = Recipients(organisations=(addressed,), groups=(room,), persons=(outside,))
    everybody = staff(desk) | {inside, outside, in_group}
    assert readers(desk.released("CLEAR")) == everybody
    assert readers(desk.released("GREEN")) == everybody
    assert readers(desk.released("AMBER", to=to)) == staff(desk) | {inside, in_group}
    assert readers(desk.released("AMBER+STRICT", to=to)) == staff(desk) | {inside, in_group}


def test_red_is_read_by_the_named_and_by_those_whose_hands_it_went_through(desk: Desk) -> None:
    named = make.member()
    release = desk.released("RED", to=Recipients(persons=(named,)))
    assert readers(release) == {named, desk.author, desk.reviewer, desk.publisher}
    assert release.acl.partition == 3


def test_a_rise_narrows_every_version_and_search_at_once(
    desk: Desk, addressed: Organisation
) -> None:
    inside, outside = make.member(addressed), make.member()
    first = desk.released("GREEN", title="Pumpe Kolibri")
    advisory = first.advisory
    assert search(viewer_for(outside), Ask("kolibri")).total == 1
    to = Recipients(organisations=(addressed,))
    desk.edit(advisory, "AMBER", to=to, title="Pumpe Kolibri")
    assert readers(first) >= {outside}
    second = desk.release(desk.approve(advisory))
    for release in (first, second):
        assert readers(release) == staff(desk) | {inside}
        assert release.label == "AMBER"
    assert search(viewer_for(outside), Ask("kolibri")).total == 0
    assert search(viewer_for(inside), Ask("kolibri")).total == 1


def test_a_label_is_raised_at_once_without_a_new_text(desk: Desk, addressed: Organisation) -> None:
    inside, outside = make.member(addressed), make.member()
    release = desk.released("GREEN", title="Pumpe Kolibri")
    lifecycle.raise_label(
        release.advisory,
        Label.AMBER,
        by=desk.by(desk.publisher),
        recipients=Recipients(organisations=(addressed,)),
    )
    assert readers(release) == staff(desk) | {inside}
    assert outside not in readers(release)
    assert search(viewer_for(outside), Ask("kolibri")).total == 0
    assert release.advisory.releases.count() == 1


def test_a_label_never_falls_and_a_rise_lets_nobody_in(desk: Desk, addressed: Organisation) -> None:
    stranger = make.member()
    release = desk.released("AMBER", to=Recipients(organisations=(addressed,)))
    by = desk.by(desk.publisher)
    for label in (Label.CLEAR, Label.GREEN, Label.AMBER):
        with pytest.raises(Refused):
            lifecycle.raise_label(release.advisory, label, by=by)
    with pytest.raises(Refused):
        lifecycle.raise_label(
            release.advisory, Label.RED, by=by, recipients=Recipients(persons=(stranger,))
        )
    release.refresh_from_db()
    assert release.label == "AMBER"
    assert stranger not in readers(release)


def test_a_rise_voids_an_approval_given_for_the_milder_audience(desk: Desk) -> None:
    advisory = desk.released("GREEN").advisory
    desk.edit(advisory, "GREEN", title="Novo")
    desk.approve(advisory)
    lifecycle.raise_label(advisory, Label.AMBER_STRICT, by=desk.by(desk.publisher))
    advisory.refresh_from_db()
    assert (advisory.state, advisory.label) == ("draft", "AMBER+STRICT")


def test_only_publishers_raise(desk: Desk) -> None:
    release = desk.released("GREEN")
    for person in (desk.author, desk.reviewer):
        with pytest.raises(Refused):
            lifecycle.raise_label(release.advisory, Label.RED, by=desk.by(person))


def test_a_withdrawal_says_why_in_place_of_what_was_said(desk: Desk) -> None:
    first = desk.released("CLEAR", title="Pumpe Kolibri", body="Pogrešno", actions="Ugasite")
    with pytest.raises(Refused):
        lifecycle.withdraw(first.advisory, by=desk.by(desk.publisher), reason=" ")
    last = lifecycle.withdraw(first.advisory, by=desk.by(desk.publisher), reason="Bila je greška")
    content = CanonicalRelease.from_json(last.canonical)
    assert (last.withdrawn, last.latest, last.ordinal, last.severity) == (True, True, 2, 0)
    assert [note.text for note in content.notes] == ["Bila je greška"]
    assert "Pogrešno" not in last.canonical
    first.advisory.refresh_from_db()
    assert first.advisory.state == Advisory.State.WITHDRAWN
    with pytest.raises(Refused):
        desk.edit(first.advisory, "CLEAR", title="Opet")


def test_a_withdrawal_reaches_who_read_it_and_not_whom_a_draft_has_in_mind(desk: Desk) -> None:
    one, two = make.organisation(), make.organisation()
    inside, intended = make.member(one), make.member(two)
    release = desk.released("AMBER", to=Recipients(organisations=(one,)))
    desk.edit(release.advisory, "AMBER", to=Recipients(organisations=(one, two)))
    last = lifecycle.withdraw(release.advisory, by=desk.by(desk.publisher), reason="Greška")
    assert readers(last) == staff(desk) | {inside}
    assert intended not in readers(release)


def test_what_is_not_out_cannot_be_withdrawn(desk: Desk) -> None:
    with pytest.raises(Refused):
        lifecycle.withdraw(desk.approved(), by=desk.by(desk.publisher), reason="Greška")


def test_the_log_says_who_let_what_out(desk: Desk) -> None:
    release = desk.released("AMBER")
    row = Entry.objects.get(verb="advisory.released")
    assert (row.uid, row.actor_id) == (str(release.advisory.uid), str(desk.publisher.uid))
    assert '"label":"AMBER"' in row.details
    assert row.on_behalf_of == str(desk.team.organisation.uid)
    assert release.title not in row.details
