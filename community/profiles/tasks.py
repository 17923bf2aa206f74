"""Indexing organisations that were there before their kind was: asked for by a migration."""

from community.jobs.payload import Payload
from community.jobs.registry import register
from community.models import Organisation
from search import registry

from .indexing import KIND


@register("profiles.index")
def index_organisations(payload: Payload) -> None:
    """Every organisation into the search, each in a transaction of its own."""
    for uid in Organisation.objects.order_by("pk").values_list("uid", flat=True):
        registry.touch(KIND, uid)
