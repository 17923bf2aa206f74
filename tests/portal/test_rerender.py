"""Texts of an older pipeline are rendered again; what was typed stays."""

import io

import pytest
from django.core.management import call_command

from community.forums.models import Post
from portal.advisories.models import Release
from tests.access.cast import base

pytestmark = pytest.mark.django_db


def rerender() -> str:
    said = io.StringIO()
    call_command("rerender", stdout=said)
    return said.getvalue()


def test_old_html_is_made_anew_and_the_text_stays() -> None:
    base()
    post, release = Post.objects.first(), Release.objects.first()
    assert post is not None
    assert release is not None
    wanted = post.html, release.html
    Post.objects.filter(pk=post.pk).update(html="old", pipeline=0)
    Release.objects.filter(pk=release.pk).update(html="old", html_version=0)
    assert rerender() == "1 posts, 1 releases rendered again\n"
    source, canonical = post.source, release.canonical
    post.refresh_from_db()
    release.refresh_from_db()
    assert (post.html, release.html) == wanted
    assert (post.source, release.canonical) == (source, canonical)
    assert rerender() == "0 posts, 0 releases rendered again\n"
