"""The database's own refusal to change the log, for whoever goes round the models."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .chain import GENESIS
from .models import Entry, Head

SQLITE = {
    "audit_entry_no_update": "BEFORE UPDATE ON audit_entry BEGIN {refuse} END",
    "audit_entry_no_delete": "BEFORE DELETE ON audit_entry BEGIN {refuse} END",
    "audit_head_no_delete": "BEFORE DELETE ON audit_head BEGIN {refuse} END",
    "audit_head_forward": (
        "BEFORE UPDATE ON audit_head WHEN NEW.seq <> OLD.seq + 1 BEGIN {refuse} END"
    ),
}
SQLITE_REFUSE = "SELECT RAISE(ABORT, 'the audit log is append-only');"

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
"""
POSTGRES = {
    "audit_entry_no_change": (
        "audit_entry",
        "BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT",
    ),
    "audit_head_no_delete": (
        "audit_head",
        "BEFORE DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT",
    ),
    "audit_head_forward": (
        "audit_head",
        "BEFORE UPDATE ON audit_head FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1)",
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Creates the triggers that are not there. Does nothing on other databases."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, rule in SQLITE.items():
                body = rule.format(refuse=SQLITE_REFUSE)
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")
        elif connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
            for name, (_, rule) in POSTGRES.items():
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {name} {rule} EXECUTE FUNCTION audit_refuse()"
                )


def drop(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away: for going back before the first migration, and for tests."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        elif connection.vendor == "postgresql":
            for name, (table, _) in POSTGRES.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuse()")


def put_back(using: str, **kwargs: Any) -> None:
    """After a migrate: install them wherever the log's table is. After a flush (tests) the
    empty log gets its head again; the head of a log with rows is never made up."""
    connection = connections[using]
    if "audit_entry" not in connection.introspection.table_names():
        return
    install(connection)
    if not (Entry.objects.using(using).exists() or Head.objects.using(using).exists()):
        Head.objects.using(using).create(pk=Head.ONLY, hash=GENESIS)
