"""Message ids are found under any alias, in Python and in templates."""

import polib
import pytest

from deploy.update_messages import brought_up, in_latin, incomplete
from portal.translating.python_calls import Message, messages_in_python
from portal.translating.template_tags import UnreadableTagError, messages_in_template

MODULE = """
from django.utils import translation
from django.utils.translation import gettext as _now, ngettext, pgettext_lazy
from elsewhere import gettext as other
a = _now("One " "text")
b = ngettext("%(n)d thing", "%(n)d things", n)
c = pgettext_lazy("of a door", "open")
d = translation.gettext("Said")
e = other("Not ours"); f = _now(variable)
"""


def test_python_is_read_under_any_alias() -> None:
    assert list(messages_in_python(MODULE)) == [
        Message("One text"),
        Message("%(n)d thing", "%(n)d things"),
        Message("open", context="of a door"),
        Message("Said"),
    ]


def test_templates_are_read() -> None:
    template = """{% load i18n %}<p title="{% translate 'A "quoted" word' %}">
    {% blocktranslate count n=rows|length trimmed %}{{ n }} row (100%)
    {% plural %}{{ n }} rows{% endblocktranslate %}
    {% include "x.html" with title=_("Given") only %}{{ one|default:_("None here") }}"""
    assert list(messages_in_template(template)) == [
        Message('A "quoted" word'),
        Message("%(n)s row (100%%)", "%(n)s rows"),
        Message("Given"),
        Message("None here"),
    ]


def test_a_quote_that_gettext_cannot_read_is_refused() -> None:
    with pytest.raises(UnreadableTagError):
        list(messages_in_template(r'{% translate "a \"phrase\" in it" %}'))


def test_a_new_message_is_missing_until_it_is_written() -> None:
    known = polib.POFile()
    known.append(polib.POEntry(msgid="Old", msgstr="Старо"))
    known.append(polib.POEntry(msgid="Gone", msgstr="Прошло"))
    catalogue = brought_up(known, {Message("Old"): ["a.py"], Message("New"): ["b.py"]})
    assert [(entry.msgid, entry.msgstr) for entry in catalogue] == [("Old", "Старо"), ("New", "")]
    assert incomplete(catalogue) == ["New"]


def test_latin_keeps_placeholders_tags_and_identifiers() -> None:
    catalogue = polib.POFile()
    catalogue.append(
        polib.POEntry(
            msgid="x",
            msgstr='Љубав %(name)s: <b lang="sr-Cyrl" translate="no">код</b> CVE-2026-41877, ЦЕРТ, '
            '<a href="/путања/">веза</a> инфо@пример.срб',
        )
    )
    (entry,) = in_latin(catalogue)
    assert entry.msgstr == (
        'Ljubav %(name)s: <b lang="sr-Cyrl" translate="no">код</b> CVE-2026-41877, CERT, '
        '<a href="/путања/">veza</a> инфо@пример.срб'
    )
