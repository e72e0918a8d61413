"""What the diary tells a session that is about to begin."""

from datetime import date, datetime

import msgspec

from voicecoach.diary.agenda import agenda
from voicecoach.diary.entry import Entry
from voicecoach.diary.port import Diary, DiaryError
from voicecoach.diary.programme import History


class Past(msgspec.Struct, frozen=True):
    """What was done, and what is to be done.

    Attributes:
        entries: in the order they were begun.
        history: the programmes that were set.
        problem: why nobody knows; None where the diary can be read.
    """

    entries: tuple[Entry, ...] = ()
    history: History = ()
    problem: DiaryError | None = None

    def completed(self, script: str) -> int:
        """Return how often a script was heard to its end."""
        return sum(each.script == script and each.outcome == "completed" for each in self.entries)

    def left_open(self, script: str, today: date) -> Entry | None:
        """Return the last session of a script, where it is of today and not completed."""
        last = next((each for each in reversed(self.entries) if each.script == script), None)
        return last if last and last.day == today and last.outcome != "completed" else None

    def dose(self, entry: Entry, now: datetime) -> tuple[int, int]:
        """Return which dose of the day a session will be, and how many are due.

        The latter is 0 where nothing is due, or no more of it.
        """
        others = (each for each in self.entries if each.id != entry.id)
        day = agenda(self.history, others, now)
        shares = {each.script: each for each in day.doses}
        share = shares.get(entry.script)
        if share is None:
            return 1, 0
        return share.done + 1, share.due if share.left else 0


def read_past(diary: Diary) -> Past:
    """Read the diary; where it cannot be read, a session goes on without."""
    try:
        return Past(diary.entries(), diary.history())
    except DiaryError as error:
        return Past(problem=error)
