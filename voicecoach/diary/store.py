"""The diary in a file: SQLite, which is safe with several processes and with a power cut."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from voicecoach.diary.entry import Entry, in_order
from voicecoach.diary.port import DiaryError
from voicecoach.diary.programme import History, Programme

if TYPE_CHECKING:
    import sqlite3

PATIENCE_S = 5.0
"""How long another process may keep the file to itself."""

_COLUMNS = Entry.__struct_fields__
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM entries"  # noqa: S608 - our own names
_VALUES = f"({', '.join(_COLUMNS)}, day) VALUES ({', '.join('?' * len(_COLUMNS))}, ?)"
_JSON = "settings"
"""The column of more than one value."""

_OWNER_ONLY, _OWNER_ONLY_FOLDER = 0o600, 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_BESIDE = ("", "-wal", "-shm", "-journal")
"""What follows the name of the file in those that SQLite makes beside it."""

_FOREIGN = "move it away, and a new one is begun"
_REFUSED = "see that you may write to its folder, and that the disk is not full"
_ADVICE = {
    "SQLITE_BUSY": "another program keeps it to itself; try again",
    "SQLITE_CORRUPT": _FOREIGN,
    "SQLITE_NOTADB": _FOREIGN,
    "SQLITE_ERROR": _FOREIGN,
}
_NEWER = "a newer voicecoach has written it", "install that again"


class SqliteDiary:
    """The whole port, in a file that only its owner can read.

    Nothing is opened before the first call, and the file is made when something is kept. A row
    that makes no sense is passed over.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def identity(self) -> str:
        """Return a word that no other diary has; empty for one in which nothing was kept."""
        return "".join(str(row[0]) for row in self._read("SELECT identity FROM identity LIMIT 1"))

    def entries(self, first: date | None = None, script: str | None = None) -> tuple[Entry, ...]:
        """Return what was done, in the order it was begun."""
        query = f"{_SELECT} WHERE day >= ? AND script = ifnull(?, script)"
        rows = self._read(query, first.isoformat() if first else "", script)
        found = [entry for row in rows if (entry := _entry(row))]
        return tuple(sorted(found, key=in_order))

    def add(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Keep new entries; return those that were not there yet, by their ids."""
        with self._writing() as connection:
            return tuple(
                entry
                for entry in entries
                if connection.execute(
                    f"INSERT OR IGNORE INTO entries {_VALUES}", _row(entry)
                ).rowcount
            )

    def change(self, entry_id: str, change: Callable[[Entry], Entry]) -> Entry | None:
        """Put an entry in place of itself, and return it; None where there is none of that id."""
        if not self._exists():
            return None
        with self._writing() as connection:
            row = connection.execute(f"{_SELECT} WHERE id = ?", (entry_id,)).fetchone()
            entry = _entry(row) if row else None
            if entry is None:
                return None
            changed = change(entry)
            connection.execute(f"REPLACE INTO entries {_VALUES}", _row(changed))
            return changed

    def remove(self, entry_id: str) -> None:
        """Forget an entry; nothing happens where there is none of that id."""
        if not self._exists():
            return
        with self._writing() as connection:
            connection.execute("DELETE FROM entries WHERE id = ?", (entry_id,))

    def history(self) -> History:
        """Return the programmes that were set."""
        return _programmes(self._read(_PROGRAMMES))

    def change_history(self, change: Callable[[History], History]) -> History:
        """Put the programmes in place of themselves, and return them."""
        with self._writing() as connection:
            history = _programmes(connection.execute(_PROGRAMMES).fetchall())
            changed = change(history)
            for each in history:
                connection.execute("DELETE FROM programmes WHERE first = ?", (str(each.first),))
            for each in changed:
                content = msgspec.json.encode(each).decode()
                connection.execute(
                    "REPLACE INTO programmes VALUES (?, ?)", (str(each.first), content)
                )
            return changed

    def erase(self) -> None:
        """Remove the file, and with it all that was kept.

        Raises:
            DiaryError: the system refused.
        """
        with self._told():
            for ending in _BESIDE:
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def _exists(self) -> bool:
        with self._told():
            return self.path.exists()

    def _read(self, query: str, *values: object) -> Sequence[Sequence[object]]:
        with self._told():
            if not self.path.exists():
                return ()
            with closing(self._open()) as connection:
                rows: list[Sequence[object]] = connection.execute(query, values).fetchall()
                return rows

    @contextmanager
    def _writing(self) -> "Iterator[sqlite3.Connection]":
        """Open the file for one change: it is kept when the block ends well."""
        with self._told():
            self._make()
            with closing(self._open()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")  # closing without it undoes what was done

    def _make(self) -> None:
        """Make the file, so that nobody else can read it from its first moment on."""
        self.path.parent.mkdir(_OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))

    def _open(self) -> "sqlite3.Connection":
        import sqlite3  # noqa: PLC0415 - 20 ms, and most commands keep nothing

        from voicecoach.diary.schema import bring_up_to_date  # noqa: PLC0415 - as above

        if stat.S_IMODE(self.path.stat().st_mode) & _OTHERS:
            self.path.chmod(_OWNER_ONLY)
        connection = sqlite3.connect(self.path, timeout=PATIENCE_S, isolation_level=None)
        connection.text_factory = _text
        try:
            with suppress(sqlite3.OperationalError):  # another process is just at it
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            bring_up_to_date(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite and the system raise into an error of ours."""
        import sqlite3  # noqa: PLC0415 - as above

        from voicecoach.diary.schema import NewerError  # noqa: PLC0415 - as above

        try:
            yield
        except NewerError as error:
            raise DiaryError(str(self.path), *_NEWER) from error
        except sqlite3.Error as error:
            advice = _ADVICE.get(getattr(error, "sqlite_errorname", ""), _REFUSED)
            raise DiaryError(str(self.path), str(error), advice) from error
        except OSError as error:
            raise DiaryError(str(self.path), error.strerror or str(error), _REFUSED) from error


_PROGRAMMES = "SELECT first, programme FROM programmes ORDER BY first"


def _text(raw: bytes) -> str:
    """Read what may be no text, so that it is one row that makes no sense."""
    return raw.decode("utf-8", "replace")


def _row(entry: Entry) -> tuple[object, ...]:
    """Return an entry as it stands in the table, and its day."""
    values = msgspec.to_builtins(entry)
    values[_JSON] = msgspec.json.encode(entry.settings).decode()
    return (*(values[name] for name in _COLUMNS), entry.day.isoformat())


def _entry(row: Sequence[object]) -> Entry | None:
    """Read a row; None where it makes no sense."""
    values = dict(zip(_COLUMNS, row, strict=True))
    try:
        values[_JSON] = msgspec.json.decode(str(values[_JSON]))
        return msgspec.convert(values, Entry)
    except (msgspec.DecodeError, UnicodeError):
        return None


def _programmes(rows: Iterable[Sequence[object]]) -> History:
    return tuple(programme for row in rows if (programme := _programme(row[1])))


def _programme(content: object) -> Programme | None:
    with suppress(msgspec.DecodeError, UnicodeError):
        return msgspec.json.decode(str(content), type=Programme)
    return None
