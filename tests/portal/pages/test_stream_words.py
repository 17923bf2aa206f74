"""The words of a page's blocks as search keeps them and snippets show them."""

from wagtail import blocks

from portal.pages.stream import words

TEXTS = blocks.StreamBlock([("text", blocks.RichTextBlock())])


def read(html: str) -> str:
    (text,) = words(TEXTS, [{"type": "text", "value": html}])
    return text.strip()


def test_what_stands_within_a_sentence_brings_no_space() -> None:
    assert read('<p>За <a href="/x/">три минута</a>. И <b>даље</b>, ево.</p>') == (
        "За три минута. И даље, ево."
    )


def test_paragraphs_and_line_breaks_keep_words_apart() -> None:
    assert read("<p>прво</p><p>друго<br/>треће</p>").split() == ["прво", "друго", "треће"]
