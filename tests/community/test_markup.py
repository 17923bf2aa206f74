"""Member text: whatever is typed, what comes out runs nothing and asks no other host."""

import time
from html import unescape
from html.parser import HTMLParser

import bleach
import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import markup
from community.markup import ATTRIBUTES, REACHED, SCHEMES, TAGS, plain, render


class Reader(HTMLParser):
    """What a browser would find: tags, attributes, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in (*ATTRIBUTES.get(tag, []), *REACHED.get(tag, []), "rel"):
                self.faults.append(f"{tag} {name}={value}")
            if name == "href" and not self.harmless(value or ""):
                self.faults.append(f"href {value}")

    @staticmethod
    def harmless(address: str) -> bool:
        """A scheme we allow, or a place on this site: nothing a browser takes for a host."""
        inside = address.startswith(("/", "#")) and not address.startswith(("//", "/\\"))
        return inside or address.split(":", maxsplit=1)[0].lower() in SCHEMES


def faults(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    return reader.faults


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![tracker](https://evil.example/pixel.png)",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](//evil.example)",
    "[a](\\\\evil.example)",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext></mtext><mglyph><style><!--</style><img title='--&gt;&lt;img src=1&gt;'>",
    "<x-ref kind='advisory' key='\"><img src=x>'>x</x-ref>",
    "`<b onclick=alert(1)>`",
    '```language-"onclick=alert(1)\nx\n```',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<form action=https://evil.example><input name=q></form>",
    "[ref]: javascript:alert(1)\n\n[ref]",
    '<https://ok.example/"onmouseover=alert(1)>',
    'https://ok.example/"onmouseover="alert(1)',
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_comes_out_harmless(typed: str) -> None:
    assert faults(render(typed)) == []


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_comes_out_harmless(typed: str) -> None:
    assert faults(render(typed)) == []


@given(st.lists(st.sampled_from([*HOSTILE, "> ", "- ", "\n", "**", "[", "](", "`", "<", "&#x6a;"])))
def test_hostile_pieces_in_any_order_come_out_harmless(pieces: list[str]) -> None:
    assert faults(render("".join(pieces))) == []


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    once = render(typed)
    assert markup._last_word(once) == once


def test_nh3_has_the_last_word_where_bleach_keeps_a_scripts_text() -> None:
    dirty = "<p>a</p><script>alert(1)</script>"
    assert "alert(1)" in bleach.clean(dirty, tags={"p"}, strip=True)
    assert "alert(1)" not in nh3.clean(dirty, tags={"p"})
    assert "alert(1)" not in markup._last_word(dirty)


def test_if_bleach_let_everything_through_nh3_would_still_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(markup, "_bleached", lambda html: html + "<img src=x onerror=alert(1)>")
    assert faults(render("text")) == []


def test_what_members_write_stays_what_they_meant() -> None:
    html = render("# Наслов\n\n**јако** и `код <b>`\n\n> цитат\n\n1. један\n2. два")
    assert "<h3>Наслов</h3>" in html
    assert "<strong>јако</strong>" in html
    assert "<code>код &lt;b&gt;</code>" in html
    assert "<blockquote>" in html
    assert "<ol>" in html


def test_an_address_with_a_scheme_becomes_a_link_and_a_bare_word_does_not() -> None:
    html = render("https://ok.example/a?b=1&c=2 и setup.py и primer.example")
    assert 'href="https://ok.example/a?b=1&amp;c=2"' in html
    assert "nofollow" in html
    assert html.count("<a ") == 1


@pytest.mark.parametrize("typed", ["a|b\n-|-\n" + "x\n" * 49_000, "&" * 100_000])
def test_what_would_blow_up_is_shown_as_typed_and_soon(typed: str) -> None:
    began = time.process_time()
    html = render(typed)
    assert time.process_time() - began < 5  # seconds; the first took a minute
    assert unescape(nh3.clean(html, tags=set())) == typed


def test_search_gets_the_words_without_marks() -> None:
    assert plain("**јако** `x<y` [веза](https://a.example)").split() == ["јако", "x<y", "веза"]
