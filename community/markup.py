"""Member text: markdown in, safe HTML out. The only way in; stored HTML is never trusted twice.

markdown-it (raw HTML off) writes, bleach (allow-list, links) cleans, nh3 has the last word:
bleach gets no more releases, so nothing may depend on it alone. Remote images do not exist
here: reading habits of a closed group would leak through them.
"""

import re
from html import escape, unescape

import bleach
import nh3
from bleach.linkifier import LinkifyFilter
from markdown_it import MarkdownIt

from .references import mark_references

# Raised whenever the same source would give other HTML; `rerender` redoes older posts.
PIPELINE_VERSION = 3

TAGS = frozenset(
    {"a", "abbr", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "hr", "li", "ol"}
    | {"p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr"}
    | {"ul", "x-ref"}
)
ATTRIBUTES = {
    "a": ["href", "title"],
    "ol": ["start"],
    "code": ["class"],
    "x-ref": ["kind", "key"],
}
# What scrolls sideways on a phone has to be reached with the keyboard.
REACHED = {tag: {"tabindex": "0"} for tag in ("pre", "table")}
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "nofollow noopener noreferrer ugc"
LONGEST = 100_000
# Of HTML made from it. Text full of cells or signs grows tenfold, and cleaning takes minutes.
LARGEST = 200_000

# A scheme we allow, a page of ours, or a place on this page; nothing relative to guess at.
_LEADS_SOMEWHERE = re.compile(r"(https?://|mailto:|/(?![/\\])|#)", re.IGNORECASE)
# A bare word such as `setup.py` is no address: only what says its scheme is linked.
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"']+", re.IGNORECASE)

_markdown = (
    MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    .enable(["table", "strikethrough"])
    .disable(["image"])
)


def render(source: str) -> str:
    """Safe HTML of a member's markdown. Text that is not markdown comes out as text.

    So does what would become too large: it is shown as typed, without marks or links.
    """
    raw = _headings_below_the_page(_markdown.render(source[:LONGEST]))
    if len(raw) > LARGEST:
        return _last_word(f"<pre>{escape(source[:LONGEST], quote=False)}</pre>")
    return _last_word(_bleached(mark_references(raw)))


def _bleached(html: str) -> str:
    cleaner = bleach.Cleaner(
        tags=TAGS,
        attributes=_bleach_attribute,
        protocols=SCHEMES,
        strip=False,
        filters=[_links],
    )
    return str(cleaner.clean(html))


def _links(source: object) -> LinkifyFilter:
    return LinkifyFilter(source, skip_tags={"pre", "code", "x-ref"}, url_re=_ADDRESS)


def _bleach_attribute(tag: str, name: str, value: str) -> bool:
    return _allowed(tag, name) and not (name == "class" and not value.startswith("language-"))


def _allowed(tag: str, name: str) -> bool:
    return name in ATTRIBUTES.get(tag, [])


def _last_word(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        set_tag_attribute_values=REACHED,
        attribute_filter=_nh3_attribute,
        url_schemes=set(SCHEMES),
        link_rel=REL,
        strip_comments=True,
    )


def _nh3_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return value if value.startswith("language-") and value.isascii() else None
    if name == "href":
        return value if _LEADS_SOMEWHERE.match(value) else None
    return value


def _headings_below_the_page(html: str) -> str:
    """The page owns h1 and h2; a member's headings begin at h3."""
    for level, lowered in ((6, 5), (5, 5), (4, 5), (3, 5), (2, 4), (1, 3)):
        html = html.replace(f"<h{level}>", f"<h{lowered}>").replace(
            f"</h{level}>", f"</h{lowered}>"
        )
    return html


def plain(source: str) -> str:
    """The words of a member's markdown, for search: no marks, no tags."""
    text = nh3.clean(_markdown.render(source[:LONGEST]), tags=set())
    return unescape(text)
