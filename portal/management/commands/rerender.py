"""`manage.py rerender`: after an upgrade that changed how member text becomes HTML."""

from typing import Any

from django.core.management.base import BaseCommand

from community.forums.rerendering import rerender_posts
from portal.advisories.rerendering import rerender_releases


class Command(BaseCommand):
    help = "Render posts and advisories of an older text pipeline again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(
            f"{rerender_posts()} posts, {rerender_releases()} releases rendered again"
        )
