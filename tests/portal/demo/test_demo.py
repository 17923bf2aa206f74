"""The demo network in the database: its size, its rows through the verbs, once and again."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F
from django.utils import timezone

from community.access.tlp import Label
from community.audit.models import Entry
from community.forums.models import Post, Topic
from community.jobs.models import Job
from community.models import Group, Organisation, Person, VettingCase
from community.readers import viewer_for
from portal.advisories.models import Advisory, Hand, Release
from portal.demo.cast import Cast
from portal.demo.listing import accounts, things
from portal.demo.names import uid_of
from search import registry
from search.models import Text as Found
from tests.portal.demo.content_files import ADVISORIES, PEOPLE
from tests.portal.demo.seeded import network, rows, seed_again

__all__ = ["network"]
pytestmark = pytest.mark.django_db

ROLES = list(PEOPLE["accounts"])


def account(role: str) -> Person:
    return Person.objects.get(uid=uid_of("person", PEOPLE["accounts"][role]))


def test_it_has_the_promised_size(network: Cast) -> None:
    # One more than is written in the content: an applicant who still looks for sponsors.
    assert Organisation.objects.exclude(state="suspended").count() == 27
    # Two more than in the content: one not vetted yet, one asleep.
    assert Person.objects.count() == 85
    assert sorted(Group.objects.values_list("circle", flat=True)) == [
        "members", "members", "network", "network", "public", "sealed",
    ]  # fmt: skip
    assert Advisory.objects.count() == 24
    assert (Topic.objects.count(), Post.objects.count()) == (30, 200)


def test_a_second_run_changes_no_row(network: Cast) -> None:
    before = rows()
    seed_again()
    after = rows()
    assert {table for table in before if before[table] != after[table]} == set()
    assert before["audit_entry"][0] > 800


def test_standing_follows_from_what_was_signed(network: Cast) -> None:
    now = timezone.now()
    without = {"applicant", "lapsed"}
    standing = {role: viewer_for(account(role), now).is_member for role in ROLES}
    assert standing == {role: role not in without for role in ROLES}
    assert account("lapsed").seats.get().organisation.state == Organisation.State.ACTIVE
    assert Person.objects.filter(standing_until=None).count() == 6


def test_the_applicant_waits_with_one_vote(network: Cast) -> None:
    case = VettingCase.objects.get(person=account("applicant"), application__isnull=False)
    assert (case.state, case.votes.count()) == ("open", 1)
    assert case.application.sponsorships.filter(state="confirmed").count() == 2


def test_only_the_accounts_of_the_list_have_a_password_and_a_factor(network: Cast) -> None:
    people = Person.objects.filter(authenticator__type="totp")
    assert set(people) == {account(role) for role in ROLES}
    assert all(person.check_password(accounts()[0]["password"]) for person in people)
    assert len({person.password for person in people}) == len(ROLES)
    assert all(p.emailaddress_set.get().verified for p in Person.objects.all())


def test_every_release_went_through_three_hands(network: Cast) -> None:
    wanted = {a["key"]: a for a in ADVISORIES if a["releases"]}
    for key, row in wanted.items():
        advisory = Advisory.objects.get(uid=uid_of("advisory", key))
        hands = {
            act: {hand.person for hand in advisory.hands.filter(act=act)}
            for act in (Hand.Act.WROTE, Hand.Act.APPROVED, Hand.Act.RELEASED)
        }
        people = [network.people[row[name]] for name in ("author", "reviewer", "publisher")]
        assert list(hands.values()) == [{person} for person in people], key
        assert advisory.releases.count() == len(row["releases"])


def test_versions_differ_and_keep_their_history(network: Cast) -> None:
    latest = Release.objects.filter(latest=True, ordinal__gt=1)
    assert latest.count() > 8
    for release in latest:
        texts = release.advisory.releases.values_list("canonical", flat=True)
        assert len(set(texts)) == release.ordinal
        assert release.canonical.count('"summary":') >= release.ordinal


def test_public_numbers_have_no_gap_and_follow_time(network: Cast) -> None:
    first = Release.objects.filter(ordinal=1, label="CLEAR").order_by("released_at")
    endings = [(number[:9], int(number[9:])) for number in first.values_list("number", flat=True)]
    for year in {year for year, _ in endings}:
        own = [ordinal for its_year, ordinal in endings if its_year == year]
        assert own == list(range(1, len(own) + 1))


def test_a_red_draft_was_never_seen_by_the_desk(network: Cast) -> None:
    for advisory in Advisory.objects.filter(label="RED"):
        tokens = set(advisory.acl.token_rows.values_list("token", flat=True))
        assert all(token.startswith("usr:") for token in tokens)
        acts = set(advisory.hands.values_list("act", flat=True))
        assert Hand.Act.NAMED in acts


def test_nothing_lies_in_the_future_and_nobody_is_mailed(network: Cast) -> None:
    now = timezone.now()
    assert not Post.objects.filter(created_at__gt=now).exists()
    assert not Release.objects.filter(released_at__gt=now).exists()
    assert not Job.objects.filter(key__startswith="announce:").exists()


def test_sealed_posts_show_a_letter_and_the_log_names_nobody(network: Cast) -> None:
    sealed = Post.objects.filter(sealed=True)
    assert sealed.exists()
    for post in sealed:
        assert (len(post.byline), post.byline_place) == (1, "")
        entry = Entry.objects.get(uid=str(post.uid))
        assert (entry.actor_kind, entry.actor_id, entry.on_behalf_of) == ("system", "sealed", "")


def test_counters_and_search_agree_with_the_rows(network: Cast) -> None:
    topics = Topic.objects.annotate(n=Count("posts"))
    assert not topics.exclude(n=F("post_count")).exists()
    assert not topics.exclude(n=F("highest_number")).exists()
    for kind in ("topic", "post", "advisory", "page"):
        wanted = set(registry.get(kind).all_uids())
        assert wanted
        assert set(Found.objects.filter(kind=kind).values_list("uid", flat=True)) == wanted


def test_every_label_circle_and_kind_is_listed(network: Cast) -> None:
    listed = things()
    assert {thing["kind"] for thing in listed} == {
        "page", "advisory", "draft", "group", "topic", "post",
    }  # fmt: skip
    for kind in ("advisory", "topic", "post"):
        assert {t["label"] for t in listed if t["kind"] == kind} == set(Label.values)
    for kind in ("group", "topic", "post"):
        circles = {t["circle"] for t in listed if t["kind"] == kind}
        assert circles == set(Group.Circle.values)
    assert len({thing["url"] for thing in listed}) == len(listed)
    assert {role for thing in listed for role in thing["readers"]} == {"anonymous", *ROLES}


def test_it_refuses_without_debug(network: Cast) -> None:
    before = rows()
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo", stdout=io.StringIO(), stderr=io.StringIO())
    assert rows() == before
