"""A person's copy: complete, of themselves alone, taken by them alone, at most twice."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.access.policy import Refused
from community.audit.models import Entry
from community.forums import posting
from community.forums.posting import Words
from community.jobs.models import Job
from community.models import Organisation, Person, VettingCase, VettingVote
from community.notify.models import OutgoingMail
from community.people.models import Invitation, Measure
from community.privacy import exporting
from community.privacy.holders import tables
from community.privacy.models import Export
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import ClientOf

from .stage import MAIL, NAME, PHONE, Stage

PAGE, FILE = "/en/me/data/", "/en/me/data/file/"


def content_of(person: Person) -> bytes:
    """The bytes of the copy that is there."""
    content = Export.objects.get(person=person).content
    assert content is not None
    return bytes(content)


def copy_of(person: Person) -> dict[str, Any]:
    """`data.json` of a copy that is made now."""
    exporting.ask_export(person, viewer=viewer_for(person))
    with zipfile.ZipFile(io.BytesIO(content_of(person))) as archive:
        return dict(json.loads(archive.read("data.json")))


def text_of(person: Person) -> str:
    """The same as text."""
    return json.dumps(copy_of(person), ensure_ascii=False)


def test_it_holds_account_seats_and_every_word(stage: Stage) -> None:
    stage.write(stage.person, "Open letter")
    stage.write(stage.person, "Sealed letter", sealed=True)
    stage.write(stage.reader, "Of somebody else")
    held = copy_of(stage.person)["tables"]
    account = held["community.Person"][0]
    assert (account["name"], account["email"], account["phone"]) == (NAME, MAIL, PHONE)
    assert [row["organisation__name"] for row in held["community.Seat.person"]] == ["Kuća"]
    sources = [row["source"] for row in held["forums.Post"]]
    assert sources == ["Words of Open letter", "Words of Sealed letter"]
    assert len(held["community.GroupSeat.seat"]) == 1


def test_every_declared_table_is_in_it(stage: Stage) -> None:
    held = copy_of(stage.person)["tables"]
    assert {one.name for one in tables() if one.columns} <= held.keys()


def test_each_post_is_a_file_besides(stage: Stage) -> None:
    topic = stage.write(stage.person, "Open letter")
    exporting.ask_export(stage.person, viewer=viewer_for(stage.person))
    with zipfile.ZipFile(io.BytesIO(content_of(stage.person))) as archive:
        assert archive.testzip() is None
        post = topic.posts.get()
        assert archive.read(f"posts/{post.uid}.md") == b"Words of Open letter"
        assert "README.txt" in archive.namelist()


def test_what_others_wrote_and_who_they_are_is_not_in_it(stage: Stage) -> None:
    topic = stage.write(stage.reader, "Title of the reader")
    posting.reply(topic, by=stage.writer(stage.person), words=Words("Mine", "en"), key="k")
    now = timezone.now()
    case = VettingCase.objects.create(
        organisation=stage.organisation, person=stage.person, opened_at=now, state="approved"
    )
    first = stage.office[0]
    VettingVote.objects.create(case=case, by=first, in_favour=True, reason="seen at X", at=now)
    Measure.objects.create(
        person=stage.person, kind="suspension", reason="about you", by=first, at=now
    )
    Invitation.objects.create(
        organisation=stage.organisation,
        email="guest@kuca.example",
        by=stage.person,
        digest="d",
        sent_at=now,
        expires_at=now,
    )
    text = text_of(stage.person)
    assert "Mine" in text
    assert "about you" in text, "why they were suspended is about them"
    assert '"votes_for": 1' in text
    for strange in ("Title of the reader", "seen at X", "Secretary 0", "guest@kuca.example"):
        assert strange not in text
    for other in (stage.reader, first):
        assert other.email not in text


def test_no_secret_and_no_row_number_of_the_audience_is_in_it(
    stage: Stage, client_of: ClientOf
) -> None:
    client = client_of(stage.person)
    text = text_of(stage.person)
    assert str(client.session.session_key) not in text
    assert Person.objects.get(pk=stage.person.pk).password not in text
    assert f"grp:{stage.group.pk}" not in text
    assert '"type": "totp"' in text
    assert '"secret"' not in text


def test_a_restricted_group_that_was_left_shows_no_name(stage: Stage) -> None:
    sealed = make.group("Sealed circle of nine", circle="sealed")
    row = make.join(stage.person, sealed)
    row.until = timezone.now()
    row.save()
    text = text_of(stage.person)
    assert "Sealed circle of nine" not in text
    assert str(sealed.uid) in text


def test_it_is_downloaded_twice_by_the_person_and_never_by_another(
    stage: Stage, client_of: ClientOf
) -> None:
    client = client_of(stage.person)
    client.post(PAGE, {"act": "copy"})
    assert "Download my copy" in client.get(PAGE).content.decode()
    answer = client.post(FILE)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert zipfile.is_zipfile(io.BytesIO(answer.content))
    assert client_of(stage.reader).post(FILE).status_code == 410
    assert client.post(FILE).status_code == 200
    assert client.post(FILE).status_code == 410
    assert Entry.objects.filter(verb="data.download").count() == 2
    assert Entry.objects.filter(verb="data.ask", uid=str(stage.person.uid)).count() == 1


def test_nobody_without_a_login_finds_the_page(stage: Stage, client: Client) -> None:
    for address in (PAGE, FILE):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_after_a_week_it_is_not_given_any_more(stage: Stage) -> None:
    exporting.ask_export(stage.person, viewer=viewer_for(stage.person))
    late = timezone.now() + exporting.KEPT
    with pytest.raises(Refused):
        exporting.take(stage.person, viewer=viewer_for(stage.person), now=late)


def test_nobody_asks_for_anothers(stage: Stage) -> None:
    with pytest.raises(Refused):
        exporting.ask_export(stage.person, viewer=viewer_for(stage.office[0]))


def test_who_has_left_gets_it_too(stage: Stage, client_of: ClientOf) -> None:
    Person.objects.filter(pk=stage.person.pk).update(state="left", standing_until=None)
    stage.person.refresh_from_db()
    Organisation.objects.filter(pk=stage.organisation.pk).update(state="left")
    client = client_of(stage.person)
    assert client.get(PAGE).status_code == 200
    client.post(PAGE, {"act": "copy"})
    assert client.post(FILE).status_code == 200


def test_a_large_account_gets_a_letter_when_it_is_ready(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "SMALL", 0)
    made = exporting.ask_export(stage.person, viewer=viewer_for(stage.person))
    assert made.ready_at is None
    assert Job.objects.filter(handler=exporting.MAKE).count() == 1
    again = exporting.ask_export(stage.person, viewer=viewer_for(stage.person))
    assert again == made, "pressed twice makes one"
    exporting.make_export(str(made.uid))
    assert Export.objects.get(pk=made.pk).ready_at is not None
    letters = OutgoingMail.objects.filter(person_id=stage.person.pk, thing_kind="export")
    assert letters.count() == 1
    exporting.make_export(str(made.uid))
    assert letters.count() == 1


def test_a_copy_asked_for_a_year_later_is_a_new_one(stage: Stage) -> None:
    exporting.ask_export(stage.person, viewer=viewer_for(stage.person))
    exporting.take(stage.person, viewer=viewer_for(stage.person))
    later = timezone.now() + timedelta(days=365)
    made = exporting.ask_export(stage.person, viewer=viewer_for(stage.person), now=later)
    assert made.downloads == 0
    assert Export.objects.count() == 1
