"""A diary for tests: the whole port, in memory."""

from collections.abc import Callable, Iterable
from datetime import date

from voicecoach.diary.entry import Entry, in_order
from voicecoach.diary.programme import History


class MemoryDiary:
    """Keeps entries and programmes as long as it lives.

    Attributes:
        changes: the calls so far that changed something: ``add``, ``change``, ``remove``,
            ``change_history``.
    """

    def __init__(self, entries: Iterable[Entry] = (), history: History = ()) -> None:
        self.changes: list[str] = []
        self._entries = {entry.id: entry for entry in entries}
        self._history = history

    def identity(self) -> str:
        """Return a word that no other diary has."""
        return "memory"

    def entries(self, first: date | None = None, script: str | None = None) -> tuple[Entry, ...]:
        """Return what was done, in the order it was begun."""
        found = [
            entry
            for entry in self._entries.values()
            if (first is None or entry.day >= first) and script in (None, entry.script)
        ]
        return tuple(sorted(found, key=in_order))

    def add(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Keep new entries; return those that were not there yet, by their ids."""
        self.changes.append("add")
        added = []
        for entry in entries:
            if entry.id not in self._entries:
                self._entries[entry.id] = entry
                added.append(entry)
        return tuple(added)

    def change(self, entry_id: str, change: Callable[[Entry], Entry]) -> Entry | None:
        """Put an entry in place of itself, and return it; None where there is none of that id."""
        self.changes.append("change")
        if entry_id not in self._entries:
            return None
        self._entries[entry_id] = change(self._entries[entry_id])
        return self._entries[entry_id]

    def remove(self, entry_id: str) -> None:
        """Forget an entry; nothing happens where there is none of that id."""
        self.changes.append("remove")
        self._entries.pop(entry_id, None)

    def history(self) -> History:
        """Return the programmes that were set."""
        return self._history

    def change_history(self, change: Callable[[History], History]) -> History:
        """Put the programmes in place of themselves, and return them."""
        self.changes.append("change_history")
        self._history = change(self._history)
        return self._history
