"""An index apart from the live one, for an evaluation: tables, caches and indices of its own.

For SQLite it is a file in a folder of its own, for PostgreSQL a schema, for Elasticsearch a
prefix; all bear the name of their run and are taken away when it ends. What a killed run
left is taken away by the next one: nobody holds the lock on its folder any more.
"""

import fcntl
import os
import re
import secrets
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import load_backend

from search.index import Index, live

EngineName = Literal["sqlite", "postgresql", "elastic"]

ALIAS = "search_apart"
_FOLDER = "portal-search-apart-"
# Runs on other machines cannot be asked whether they live; none takes so long.
_FORGOTTEN_SECONDS = 24 * 3600


class NotHere(Exception):
    """The engine asked for is not to be had with these settings."""


@dataclass(frozen=True, slots=True)
class Run:
    """What belongs to one run says so in its name."""

    host: str
    begun: int
    word: str

    @property
    def name(self) -> str:
        return f"{self.host}_{self.begun}_{self.word}"

    @property
    def folder(self) -> Path:
        return Path(tempfile.gettempdir()) / f"{_FOLDER}{self.name}"

    def is_over(self) -> bool:
        """Whether nobody works in it any more."""
        if self.host != _this_host():
            return self.begun < time.time() - _FORGOTTEN_SECONDS
        try:
            with (self.folder / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True


def engine_in_use() -> EngineName:
    """The engine that answers people."""
    return "elastic" if live().remote else _database_engine()


@contextmanager
def apart(engine: EngineName) -> Iterator[Index]:
    """An empty index of that engine; NotHere if these settings name none of it.

    Fill it with `remote` off; for Elasticsearch, `search.building.build` brings it over then.
    """
    if engine == "elastic" and not settings.ELASTICSEARCH_HOSTS:
        raise NotHere("ELASTICSEARCH_URL is not set.")
    if engine == "postgresql" and _database_engine() != "postgresql":
        raise NotHere("DATABASE_URL names no PostgreSQL.")
    with ExitStack() as stack:
        run = stack.enter_context(_locked())
        postgresql = engine != "sqlite" and _database_engine() == "postgresql"
        stack.enter_context(_schema(run) if postgresql else _file(run))
        prefix = f"{settings.SEARCH_PREFIX}-apart-{run.name}"
        index = Index(ALIAS, prefix, remote=engine == "elastic")
        if index.remote:
            stack.enter_context(_indices(index))
        yield index


def _database_engine() -> Literal["sqlite", "postgresql"]:
    postgresql = connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
    return "postgresql" if postgresql else "sqlite"


def _this_host() -> str:
    return blake2b(socket.gethostname().encode(), digest_size=4).hexdigest()


def _run_of(name: str) -> Run | None:
    found = re.fullmatch(r"([0-9a-f]{8})_(\d{10})_([0-9a-f]{8})", name)
    return Run(found[1], int(found[2]), found[3]) if found else None


@contextmanager
def _locked() -> Iterator[Run]:
    """A folder of this run's own, locked as long as it lives; those of killed ones go."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        left = _run_of(folder.name.removeprefix(_FOLDER))
        if left and folder.lstat().st_uid == os.getuid() and left.is_over():
            shutil.rmtree(folder, ignore_errors=True)
    run = Run(_this_host(), int(time.time()), secrets.token_hex(4))
    # Locked before it has its name: nobody can take it for one that was left.
    unnamed = Path(tempfile.mkdtemp(prefix="portal-search-"))
    try:
        with (unnamed / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            unnamed.rename(run.folder)
            yield run
    finally:
        shutil.rmtree(run.folder, ignore_errors=True)
        shutil.rmtree(unnamed, ignore_errors=True)


@contextmanager
def _file(run: Run) -> Iterator[None]:
    here = connections[DEFAULT_DB_ALIAS]
    base = dict(here.settings_dict)
    options = dict(base["OPTIONS"]) if here.vendor == "sqlite" else {"timeout": 20}
    # Nobody needs the file after a crash.
    own = ["PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF"]
    said = [each.strip() for each in str(options.get("init_command", "")).split(";")]
    kept = [each for each in said if each and not re.search("journal_mode|synchronous", each)]
    options["init_command"] = ";".join([*kept, *own])
    name = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(run.folder / "index.sqlite3")}
    with _alias({**base, **name, "OPTIONS": options}):
        _migrate()
        yield


@contextmanager
def _schema(run: Run) -> Iterator[None]:
    base = dict(connections[DEFAULT_DB_ALIAS].settings_dict)
    schema = f"search_apart_{run.name}"
    options = dict(base["OPTIONS"])
    options["options"] = f"{options.get('options', '')} -c search_path={schema}".strip()
    with _alias({**base, "OPTIONS": options}):
        _drop_left_schemas()
        _execute(f'CREATE SCHEMA "{schema}"')
        try:
            _migrate()
            yield
        finally:
            _execute(f'DROP SCHEMA "{schema}" CASCADE')


def _drop_left_schemas() -> None:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT nspname FROM pg_namespace WHERE starts_with(nspname::text, 'search_apart_')"
        )
        names = [str(row[0]) for row in cursor.fetchall()]
    for name in names:
        left = _run_of(name.removeprefix("search_apart_"))
        if left and left.is_over():
            _execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


def _execute(sql: str) -> None:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def _indices(index: Index) -> Iterator[None]:
    from search.backends.elastic import client, indices

    connection = client.working()
    begin = f"{settings.SEARCH_PREFIX}-apart-"
    with _answering():
        found = connection.indices.get_alias(index=f"{begin}*", allow_no_indices=True).body
        for name in found:
            left = _run_of(name.removeprefix(begin).partition("-")[0])
            if left and left.is_over():
                connection.indices.delete(index=name, ignore_unavailable=True)
    try:
        yield
    finally:
        with _answering():
            indices.drop_all(connection, index)


@contextmanager
def _answering() -> Iterator[None]:
    from elastic_transport import TransportError
    from elasticsearch import ApiError

    from search.backends.elastic import client

    try:
        yield
    except (ApiError, TransportError) as error:
        raise NotHere(f"Elasticsearch does not answer: {client.said(error)}") from None


@contextmanager
def _alias(config: dict[str, Any]) -> Iterator[None]:
    """A connection of this thread under `ALIAS`; then closed and forgotten."""
    connections[ALIAS] = load_backend(config["ENGINE"]).DatabaseWrapper(config, ALIAS)
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]


def _migrate() -> None:
    """This app's tables and nothing else; without the signals that other apps listen to."""
    executor = MigrationExecutor(connections[ALIAS])
    executor.migrate(executor.loader.graph.leaf_nodes("search"))
