"""Which foreign addresses become links."""

import re
from html import unescape

import pytest

from portal.advisories.links import as_text, linked, safe_link


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "HTTPS://example.org/",
        "https://[2001:db8::1]/",
        "https://пример.срб/",
    ],
)
def test_plain_web_addresses_are_links(url: str) -> None:
    assert safe_link(f" {url}\n") == url
    assert as_text("See", url) == "See"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,eA==",
        "https://",
        "https:///path",
        "https://bank.example@evil.example/",
        "https://evil.example\\@bank.example/",
        "https://[broken/",
        "https://exa mple.org/",
        'https://example.org/"onclick="x',
        "https://example.org/\u202egpj.exe",
        "https://example.org/" + "a" * 5000,
    ],
)
def test_everything_else_is_not(url: str) -> None:
    assert safe_link(url) == ""
    assert as_text("See", url) == (f"See ({url})" if url else "See")


def test_a_text_with_links_loses_no_sign() -> None:
    text = "See (https://a.example/x), then <b> https://b.example/?q=1&r=2. Not javascript:x, www.c"
    html = linked(text)
    assert unescape(re.sub(r"</?a\b[^>]*>", "", html)) == text
    assert html.count("<a ") == 2
    assert 'href="https://a.example/x"' in html
    assert 'href="https://b.example/?q=1&amp;r=2"' in html
    assert "&lt;b&gt;" in html
