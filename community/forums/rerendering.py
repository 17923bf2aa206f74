"""Old posts in the present pipeline: the text stays, its HTML is made anew."""

from community.markup import PIPELINE_VERSION, render

from .models import Post

BATCH = 200


def rerender_posts() -> int:
    """Renders every post of an older pipeline; returns how many. Stopping half way does no harm."""
    done = 0
    while rows := list(Post.objects.filter(pipeline__lt=PIPELINE_VERSION).order_by("pk")[:BATCH]):
        for post in rows:
            post.html, post.pipeline = render(post.source), PIPELINE_VERSION
        Post.objects.bulk_update(rows, ["html", "pipeline"])
        done += len(rows)
    return done
