"""The port of the diary: what keeps entries and programmes."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from voicecoach.diary.entry import Entry
from voicecoach.diary.programme import History
from voicecoach.errors import VoicecoachError


class DiaryError(VoicecoachError):
    """The diary cannot be read or written.

    Attributes:
        path: of its file.
        reason: why not.
        advice: what to do.
    """

    def __init__(self, path: str, reason: str, advice: str) -> None:
        super().__init__(path, reason, advice)
        self.path, self.reason, self.advice = path, reason, advice

    def __str__(self) -> str:
        return f"the diary {self.path} cannot be used: {self.reason}; {self.advice}"


class Diary(Protocol):
    """Entries and programmes, kept for good.

    Each call is done whole or not at all, has reached the disk when it returns, and may come
    from any thread, also while other processes use the same diary. Every one of them raises
    `DiaryError` where that cannot be.
    """

    def identity(self) -> str:
        """Return a word that no other diary has; empty for one in which nothing was kept."""
        ...

    def entries(self, first: date | None = None, script: str | None = None) -> tuple[Entry, ...]:
        """Return what was done, in the order it was begun.

        Args:
            first: the day it begins with, by the calendar of the place; None for all.
            script: which was done; None for any.
        """
        ...

    def add(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Keep new entries; return those that were not there yet, by their ids."""
        ...

    def change(self, entry_id: str, change: Callable[[Entry], Entry]) -> Entry | None:
        """Put an entry in place of itself, and return it; None where there is none of that id."""
        ...

    def remove(self, entry_id: str) -> None:
        """Forget an entry; nothing happens where there is none of that id."""
        ...

    def history(self) -> History:
        """Return the programmes that were set."""
        ...

    def change_history(self, change: Callable[[History], History]) -> History:
        """Put the programmes in place of themselves, and return them."""
        ...
