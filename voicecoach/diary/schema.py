"""The form of the diary's database, and how it has grown."""

import sqlite3
from collections.abc import Sequence

MIGRATIONS: Sequence[Sequence[str]] = (
    (
        """
        CREATE TABLE entries (
            id TEXT NOT NULL PRIMARY KEY,
            day TEXT NOT NULL,
            script TEXT NOT NULL,
            settings TEXT NOT NULL,
            started_at TEXT NOT NULL,
            ended_at TEXT,
            duration_ms INTEGER NOT NULL,
            done_ms INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            pain INTEGER,
            effort INTEGER,
            note TEXT NOT NULL
        )
        """,
        "CREATE INDEX entries_by_day ON entries (day)",
        "CREATE TABLE programmes (first TEXT NOT NULL PRIMARY KEY, programme TEXT NOT NULL)",
        "CREATE TABLE identity AS SELECT lower(hex(randomblob(8))) AS identity",
    ),
)
"""What leads from each version to the next, the first from an empty file. What was released is
never changed: a change is another step at the end."""

VERSION = len(MIGRATIONS)


class NewerError(Exception):
    """The database was written by a later version of the program."""


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Bring a database to the form that this program knows; all of it or nothing.

    Args:
        connection: with no transaction open, and none that it opens of itself.

    Raises:
        NewerError: it is beyond that.
    """
    if version_of(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it meanwhile.
        for step in MIGRATIONS[version_of(connection) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a database; 0 of an empty one.

    Raises:
        NewerError: this program does not know it.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise NewerError(version)
    return version
