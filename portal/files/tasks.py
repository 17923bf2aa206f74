"""The reading of files, as work in the queue, and a daily look whether any was missed."""

from community.jobs.payload import Payload
from community.jobs.registry import every, register
from portal.files import keeping, naming
from portal.files.models import FileText
from portal.models import BasePage, SiteDocument


@register(keeping.HANDLER, max_tries=3, limit=keeping.LIMIT)
def read_file(payload: Payload) -> None:
    """Reads one file; doing so twice does no harm."""
    keeping.read(int(str(payload["document"])))


@every(24 * 3600, "files.look_over", transactional=False)
def look_over(payload: Payload) -> None:
    """Documents older than this app, files that a better reading may read, changed by hand.

    A migration asks for it once, so that an upgrade finds what was there before.
    """
    known = FileText.objects.values("document")
    for document in SiteDocument.objects.exclude(pk__in=known).order_by("pk"):
        keeping.saved(document)
    for row in FileText.objects.exclude(reading=keeping.READING).order_by("pk"):
        keeping.ask(row)
    for page in BasePage.objects.live().only("pk").order_by("pk"):
        naming.note(page)
