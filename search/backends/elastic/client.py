"""The connections to Elasticsearch: one for people who wait, one for the work behind."""

from functools import lru_cache

from django.conf import settings
from elastic_transport import TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch

# A page is answered within 2 seconds: all that is asked of this engine for one answer has
# 1.5, the rest is the database's, which answers if this engine has not.
ANSWER_SECONDS = 1.5
# With several nodes there is time to ask a second one.
TRY_SECONDS = 0.7
# A chunk of a bulk request may wait behind a merge.
WORK_SECONDS = 60.0


def asking() -> Elasticsearch:
    """For searches: gives up quickly, and asks another node once if there is one."""
    return _client(tuple(settings.ELASTICSEARCH_HOSTS), settings.ELASTICSEARCH_CA, hurried=True)


def working() -> Elasticsearch:
    """For feeding, building and checking."""
    return _client(tuple(settings.ELASTICSEARCH_HOSTS), settings.ELASTICSEARCH_CA, hurried=False)


def said(error: ApiError | TransportError) -> str:
    """What is safe to tell of an error: its class, status and type; never its text."""
    if isinstance(error, ApiError):
        return f"{type(error).__name__} {error.status_code} {error.message}"
    return type(error).__name__


def forget_clients() -> None:
    """Closes nothing, but makes new connections from here on (for tests)."""
    _client.cache_clear()


@lru_cache(maxsize=8)
def _client(hosts: tuple[str, ...], ca: str, *, hurried: bool) -> Elasticsearch:
    several = len(hosts) > 1
    seconds = WORK_SECONDS
    if hurried:
        seconds = TRY_SECONDS if several else ANSWER_SECONDS
    return Elasticsearch(
        list(hosts),
        request_timeout=seconds,
        max_retries=len(hosts) - 1 if not hurried else int(several),
        retry_on_timeout=several,
        # A node that did not answer is left alone for a moment, not for half a minute.
        max_dead_node_backoff=5,
        ca_certs=ca or DEFAULT,
    )
