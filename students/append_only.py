"""Tables that refuse UPDATE and DELETE in the database itself, on both engines."""

from django.db.backends.base.base import BaseDatabaseWrapper

LOG, GLASS = "students_accesslog", "students_breakglass"
TABLES = {LOG: "the access log", GLASS: "the list of records opened by break-glass"}


def _statements(table: str, vendor: str) -> tuple[str, ...]:
    words = f"{TABLES[table]} is append-only"
    if vendor == "postgresql":
        return (
            f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$
            BEGIN RAISE EXCEPTION '{words}'; END $$ LANGUAGE plpgsql""",
            f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
        )
    return tuple(
        f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, '{words}'); END"""
        for verb in ("UPDATE", "DELETE")
    )


def protect(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Put the triggers of these tables (default: of all) in place."""
    with connection.cursor() as cursor:
        for table in tables or TABLES:
            for statement in _statements(table, connection.vendor):
                cursor.execute(statement)


def unprotect(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Take the triggers away: for a migration backwards, and to empty a test database."""
    with connection.cursor() as cursor:
        for table in tables or TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
            else:
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
