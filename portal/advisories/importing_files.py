"""Files and folders of CSAF documents, one after the other, each with what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from community.models import Team

from .csaf.errors import CsafError
from .csaf.parsing import MAX_BYTES
from .importing import NotTaken, take


@dataclass(frozen=True, slots=True)
class Report:
    """One file: its name, what became of it (`failed` with a sentence, else as in `Taken`)."""

    file: str
    outcome: str
    sentence: str = ""


class TeamUnknown(LookupError):
    """No team, or none that is meant for certain. The text is for the operator."""


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the `.json` files in folders named, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(inner for inner in path.rglob("*.json") if inner.is_file())
        else:
            found.append(path)
    return found


def take_files(files: Iterable[Path], *, team: Team | None, publish: bool) -> Iterator[Report]:
    """Takes each file in; a file that cannot be taken is reported and the next one follows."""
    for path in files:
        try:
            taken = take(_bytes(path), path.name, team=team, publish=publish)
        except (CsafError, NotTaken, OSError) as error:
            yield Report(str(path), "failed", _sentence(error))
        else:
            yield Report(str(path), taken.outcome)


def team_named(name: str) -> Team:
    """The team of that uid or "organisation's short name/team's name"; raises `TeamUnknown`.

    Without a name the one team of the network's office that publishes.
    """
    teams = Team.objects.select_related("organisation").filter(publishes=True)
    found = list(teams.filter(_called(name) if name else Q(organisation__is_office=True))[:2])
    if len(found) == 1:
        return found[0]
    if name:
        raise TeamUnknown(
            gettext("There is no publishing team called “%(name)s”.") % {"name": name}
        )
    raise TeamUnknown(
        gettext("Say with --team which team takes the documents: the office has no single one.")
    )


def _called(name: str) -> Q:
    organisation, _, team = name.partition("/")
    by_name = Q(organisation__short_name__iexact=organisation.strip(), name__iexact=team.strip())
    try:
        return Q(uid=UUID(name))
    except ValueError:
        return by_name


def _bytes(path: Path) -> bytes:
    # One byte more than is read tells a file that is too large without holding all of it.
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _sentence(error: Exception) -> str:
    if isinstance(error, CsafError):
        return error.sentence
    if isinstance(error, OSError):
        return gettext("The file cannot be read: %(why)s.") % {"why": error.strerror or error}
    return str(error)
