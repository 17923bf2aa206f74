"""The demo forum's content: counts, keys, languages, labels, and that it names nothing real."""

import re
import tomllib
from collections import Counter
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

CONTENT = Path(__file__).parents[3] / "portal" / "demo" / "content"
LADDER = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
LABELS = {
    "awareness": {"CLEAR", "GREEN"},
    "education": {"CLEAR", "GREEN"},
    "cert-liaison": set(LADDER),
    "energy": {"GREEN", "AMBER", "AMBER+STRICT"},
    "finance": {"GREEN", "AMBER"},
    "crisis-room": {"AMBER", "AMBER+STRICT", "RED"},
}
KINDS = {"discussion", "question", "request_for_information", "announcement"}
TOPIC_KEYS = {
    "key", "group", "title", "label", "lang", "kind", "days_ago", "author", "on_behalf_of", "post",
}  # fmt: skip
POST_KEYS = {"author", "org", "lang", "hours_after", "text"}
DOCUMENTATION = [ip_network(n) for n in ("203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24")]
CODE = re.compile(r"```.*?```|`[^`\n]*`|https?://\S+", re.DOTALL)
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

Row = dict[str, Any]


def load(path: Path) -> Row:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def prose(text: str) -> str:
    return CODE.sub(" ", text)


def script(text: str) -> str:
    plain = prose(text)
    return "Cyrl" if len(CYRILLIC.findall(plain)) > len(LATIN.findall(plain)) else "Latn"


TOPICS: list[Row] = [
    topic for group in LABELS for topic in load(CONTENT / "topics" / f"{group}.toml")["topic"]
]
POSTS: list[Row] = [post for topic in TOPICS for post in topic["post"]]
GROUPS = {group["key"]: group for group in load(CONTENT / "groups.toml")["groups"]}
PEOPLE = {person["key"]: person for person in load(CONTENT / "people.toml")["people"]}

each_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic["key"])


def test_thirty_topics_with_two_hundred_posts() -> None:
    assert len(TOPICS) == 30
    assert len(POSTS) == 200


def test_one_topic_needs_three_pages_and_the_others_are_short() -> None:
    *short, longest = sorted(len(topic["post"]) for topic in TOPICS)
    assert longest >= 45
    assert short[0] >= 2
    assert short[-1] <= 12


def test_topic_keys_titles_and_texts_are_unique() -> None:
    for values in (
        [topic["key"] for topic in TOPICS],
        [topic["title"] for topic in TOPICS],
        [post["text"] for post in POSTS],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_files_hold_only_their_own_group() -> None:
    for group in LABELS:
        topics = load(CONTENT / "topics" / f"{group}.toml")["topic"]
        assert {topic["group"] for topic in topics} == {group}


def test_languages_are_spread_as_promised() -> None:
    spoken = Counter(
        f"sr-{script(post['text'])}" if post["lang"] == "sr" else post["lang"] for post in POSTS
    )
    promised = {"sr-Cyrl": 70, "sr-Latn": 40, "en": 50, "sq": 12, "mk": 14, "bs": 14}
    assert spoken.keys() == promised.keys()
    assert {lang: n for lang, n in promised.items() if abs(spoken[lang] - n) > 5} == {}


def test_sealed_posts_are_few_and_only_where_it_hurts() -> None:
    sealed = Counter(
        topic["group"] for topic in TOPICS for post in topic["post"] if post.get("sealed", False)
    )
    assert sealed.keys() == {"energy", "crisis-room"}
    assert max(sealed.values()) <= 2


@pytest.mark.parametrize("group", LABELS)
def test_labels_of_a_group_stay_under_its_ceiling_and_are_all_used(group: str) -> None:
    used = {topic["label"] for topic in TOPICS if topic["group"] == group}
    assert used == LABELS[group]
    assert max(map(LADDER.index, used)) <= LADDER.index(GROUPS[group]["ceiling"])


@each_topic
def test_topic_has_its_keys_and_no_others(topic: Row) -> None:
    optional = {"script"} | ({"named"} if topic["label"] == "RED" else set())
    assert topic.keys() - optional == TOPIC_KEYS
    assert ("named" in topic) is (topic["label"] == "RED")
    assert topic["kind"] in KINDS
    assert topic.get("script") == (script(topic["title"]) if topic["lang"] == "sr" else None)
    for post in topic["post"]:
        assert post.keys() - {"sealed"} == POST_KEYS
        assert post["text"].strip()


@each_topic
def test_topic_runs_forward_from_its_author_to_today(topic: Row) -> None:
    first = topic["post"][0]
    hours = [post["hours_after"] for post in topic["post"]]
    assert (first["author"], first["org"]) == (topic["author"], topic["on_behalf_of"])
    assert hours[0] == 0
    assert hours == sorted(hours)
    assert hours[-1] <= 24 * topic["days_ago"]
    assert topic["days_ago"] < GROUPS[topic["group"]]["founded_days_ago"]


@each_topic
def test_only_members_write_and_in_red_only_the_named(topic: Row) -> None:
    members = set(GROUPS[topic["group"]]["members"])
    writers = {post["author"] for post in topic["post"]}
    named = set(topic.get("named", members))
    assert named <= members
    assert writers <= named
    assert {post["author"]: post["org"] for post in topic["post"]} == {
        writer: PEOPLE[writer]["org"] for writer in writers
    }


@each_topic
def test_text_is_in_the_alphabet_of_its_language(topic: Row) -> None:
    for post in topic["post"]:
        if post["lang"] != "sr":
            assert script(post["text"]) == ("Cyrl" if post["lang"] == "mk" else "Latn")
        words = re.findall(r"\w+", topic["title"] + " " + prose(post["text"]))
        assert [word for word in words if CYRILLIC.search(word) and LATIN.search(word)] == []


@each_topic
def test_addresses_and_names_are_invented(topic: Row) -> None:
    for post in topic["post"]:
        text = post["text"].replace("[.]", ".")
        for address in re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", text):
            assert any(ip_address(address) in network for network in DOCUMENTATION), address
        hosts = re.findall(r"\b[a-z0-9-]+\.(?:com|net|org|info|rs|mk|al|ba|hr|me|eu)\b", text)
        assert hosts == []
        hosts = re.findall(r"https?://([^/\s)]+)", text)
        assert [host for host in hosts if not host.endswith(".example")] == []
        for number in re.findall(r"CVE-\d+-(\d+)", text):
            assert 40000 <= int(number) <= 99999
        assert text.count("```") % 2 == 0
