"""Other publishers' CSAF documents in: stored byte for byte, shown with their publisher.

One document is one transaction. Whatever is wrong with one is said and stops no other; taking
the same bytes again changes nothing.
"""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from community.access.actors import system
from community.access.mixins import RetentionClass
from community.access.tlp import Label
from community.audit.recording import record
from community.models import Team

from .audience import desk_audience
from .columns import title_of
from .csaf import ReadDocument, read_csaf
from .lifecycle import show_foreign
from .models import Advisory, Case, ForeignDocument

State = Advisory.State
IMPORTER = system("import_csaf")


class NotTaken(ValueError):
    """A readable document that does not fit with what is here. The text is for the operator."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a document: `new`, `newer`, `shown` or `unchanged`."""

    outcome: str
    advisory: Advisory


def take(data: bytes, file_name: str, *, team: Team | None, publish: bool) -> Taken:
    """Takes one document in; raises `CsafError` or `NotTaken`.

    Without `publish` it waits at the desk of `team`, in review, and goes out by the same four
    eyes as our own. With it, it is shown at once, which the log says of the importer.
    """
    digest = sha256(data).hexdigest()
    known = ForeignDocument.objects.select_related("advisory").filter(digest=digest).first()
    if known is not None:
        return _shown_at_last(known) if publish else Taken("unchanged", known.advisory)
    read = read_csaf(data)
    _check(read, team)
    with transaction.atomic():
        advisory, outcome = _place(read, team)
        _put(advisory, read)
        _keep(advisory, read, data, digest, file_name)
        record(
            actor=IMPORTER,
            on_behalf_of=str(team.organisation.uid) if team else "",
            verb="advisory.import",
            kind="advisory",
            uid=str(advisory.uid),
            details={"label": advisory.label, "revision": advisory.draft_revision},
        )
        if publish:
            show_foreign(advisory, actor=IMPORTER)
    return Taken(outcome, advisory)


def _shown_at_last(known: ForeignDocument) -> Taken:
    """A document that waited and is now to be shown; older versions stay as they are."""
    advisory = known.advisory
    waiting = advisory.state in (State.DRAFT, State.IN_REVIEW, State.APPROVED)
    newest = advisory.foreign_documents.order_by("-pk").values_list("pk", flat=True).first()
    if waiting and newest == known.pk:
        show_foreign(advisory, actor=IMPORTER)
        return Taken("shown", advisory)
    return Taken("unchanged", advisory)


def _check(read: ReadDocument, team: Team | None) -> None:
    if read.label == Label.RED:
        raise NotTaken(gettext("It is TLP:RED, for named persons only; a command names nobody."))
    if team is None and read.label not in (Label.CLEAR, Label.GREEN):
        raise NotTaken(gettext("It is restricted and there is no team that would read it."))
    bare = read.publisher.namespace.rstrip("/")
    ours = Team.objects.filter(Q(namespace=bare) | Q(namespace=f"{bare}/"))
    if bare and ours.exists():
        raise NotTaken(gettext("Its publisher is a team of this network, which writes here."))


def _place(read: ReadDocument, team: Team | None) -> tuple[Advisory, str]:
    """The advisory this document is a version of, held; a new one for a new document."""
    tracking, publisher = read.tracking, read.publisher
    found = (
        Advisory.objects.select_for_update()
        .filter(publisher_namespace=publisher.namespace, foreign_id=tracking.id)
        .first()
    )
    if found is not None:
        _check_newer(found, read)
        found.team = found.team or team
        return found, "newer"
    now = timezone.now()
    return Advisory(
        case=Case.objects.create(opened_at=now, retention=RetentionClass.CASEWORK),
        team=team,
        retention=RetentionClass.CASEWORK,
        foreign=True,
        publisher_namespace=publisher.namespace,
        foreign_id=tracking.id,
        number=tracking.id,
        received_as=read.label,
        source=publisher.namespace[:200],
        created_at=now,
    ), "new"


def _check_newer(found: Advisory, read: ReadDocument) -> None:
    names = {"id": read.tracking.id, "version": read.tracking.version}
    versions = list(found.foreign_documents.values_list("version", flat=True))
    if read.tracking.version in versions:
        raise NotTaken(
            gettext("%(id)s version %(version)s is here with other content; that one stays.")
            % names
        )
    newest = max(versions, key=_order, default="0")
    if _order(read.tracking.version) < _order(newest):
        raise NotTaken(
            gettext("%(id)s version %(version)s is older than version %(newest)s, which is here.")
            % {**names, "newest": newest}
        )
    if found.state == State.WITHDRAWN:
        raise NotTaken(gettext("%(id)s was withdrawn here and stays so.") % names)
    out = found.releases.values_list("label", flat=True).first()
    if out is not None and read.label.rank < Label(out).rank:
        raise NotTaken(gettext("%(id)s is here under a stricter label, which never falls.") % names)


def _order(version: str) -> tuple[int, ...]:
    """Integer and semantic versions in their order; what is behind them does not count."""
    head = version.split("-", maxsplit=1)[0].split("+", maxsplit=1)[0]
    numbers = [int(part) for part in head.split(".") if part.isdigit()]
    return tuple([*numbers, 0, 0, 0][:3])


def _put(advisory: Advisory, read: ReadDocument) -> None:
    """The document as the draft that waits; any approval of an older version is void."""
    if not advisory._state.adding:
        advisory.draft_revision += 1
    advisory.publisher_name = read.publisher.name
    advisory.draft = read.release.to_json().decode()
    advisory.draft_title = title_of(read.release)
    advisory.lang = read.release.lang[:10] or "en"
    advisory.state = State.IN_REVIEW
    advisory.draft_saved_at = timezone.now()
    advisory.set_audience(read.label, desk_audience(advisory, read.label, ()))
    advisory.save()


def _keep(advisory: Advisory, read: ReadDocument, data: bytes, digest: str, file_name: str) -> None:
    ForeignDocument.objects.create(
        advisory=advisory,
        version=read.tracking.version,
        file_name=file_name[:255],
        content=data,
        digest=digest,
        findings=[
            {"test": one.test, "path": one.path, "message": one.message} for one in read.findings
        ],
        imported_at=timezone.now(),
    )
