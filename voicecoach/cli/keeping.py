"""What is kept of a live session while it goes on, and of how it ended."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from voicecoach.bookmark import Bookmark, clear, save
from voicecoach.diary.entry import DOSE_SHARE, Entry, Outcome
from voicecoach.diary.port import Diary, DiaryError
from voicecoach.diary.when import Clock
from voicecoach.home import Notes
from voicecoach.player.conductor import Ended
from voicecoach.player.controls import Snapshot
from voicecoach.timeline import Timeline
from voicecoach.units import SECOND, Milliseconds

SAVED_EVERY = Milliseconds(5 * SECOND)
"""How much of a session a power cut may cost, besides the phase it was in."""


class Keeper(Protocol):
    """Keeps something of a session. Called from one thread at a time; raises nothing of ours."""

    def follow(self, snapshot: Snapshot) -> None:
        """Keep what is worth it at this moment."""
        ...

    def finish(self, ended: Ended) -> None:
        """Keep how it ended."""
        ...


class Place:
    """Keeps where a session is, every few seconds, until it has been heard to its end."""

    def __init__(self, here: Bookmark, timeline: Timeline, bookmarks: Notes) -> None:
        self._here = here
        self._timeline = timeline
        self._bookmarks = bookmarks

    def follow(self, snapshot: Snapshot) -> None:
        """Save the place where it has moved on enough."""
        here = self._here.at(self._timeline, snapshot.view.position_ms)
        moved = abs(here.position_ms - self._here.position_ms) >= SAVED_EVERY
        if moved or here.phase_index != self._here.phase_index:
            self._here = here
            save(self._bookmarks, here)

    def finish(self, ended: Ended) -> None:
        """Keep the place, unless there is nothing left."""
        if ended.completed:
            clear(self._bookmarks, self._here.script_name)
        else:
            save(self._bookmarks, self._here.at(self._timeline, ended.position_ms))


class Record:
    """Writes a session into the diary: when it begins, as it goes on, and when it has ended.

    Args:
        diary: where it is written.
        entry: as the session begins; its time is that of the first moment that is heard.
        before_ms: how much of it was heard before, where it is resumed.
        clock: tells when it begins and ends.

    Attributes:
        outcome: how it ended, as far as is known.
        problem: why the diary cannot be written; None while it can. A session is worth more
            than its entry, so nothing is raised.
    """

    def __init__(self, diary: Diary, entry: Entry, before_ms: Milliseconds, clock: Clock) -> None:
        self._diary = diary
        self._entry = entry
        self._before_ms = before_ms
        self._clock = clock
        self._begun = self._over = False
        self._written_ms = entry.done_ms
        self.outcome: Outcome = "interrupted"
        self.problem: DiaryError | None = None

    def follow(self, snapshot: Snapshot) -> None:
        """Write how much was heard, where that is enough more; once it is over, how it ended."""
        if not self._begun:
            self._begin()
        if snapshot.mode == "asking":
            self._end(snapshot.heard_ms, reached=snapshot.view.left_ms == 0)
            return
        done = self._done(snapshot.heard_ms)
        if done - self._written_ms >= SAVED_EVERY:
            self._written_ms = done
            self._write(done_ms=done)

    def finish(self, ended: Ended) -> None:
        """Write how it ended, and what the listener has answered."""
        if self._begun:
            self._end(ended.heard_ms, reached=ended.completed)
        if ended.answer is not None:
            self._write(pain=ended.answer)

    def _begin(self) -> None:
        self._begun = True
        begun = self._clock().replace(microsecond=0)
        self._entry = msgspec.structs.replace(self._entry, started_at=begun)
        self._try(lambda: self._diary.add([self._entry]))

    def _end(self, heard: Milliseconds, *, reached: bool) -> None:
        if self._over:
            return
        self._over = True
        enough = heard >= DOSE_SHARE * (self._entry.duration_ms - self._before_ms)
        self.outcome = "completed" if reached and enough else "stopped"
        self._write(
            done_ms=self._done(heard),
            # A clock may be set back meanwhile; nothing ends before it begins.
            ended_at=max(self._entry.started_at, self._clock().replace(microsecond=0)),
            outcome=self.outcome,
        )

    def _done(self, heard: Milliseconds) -> Milliseconds:
        return Milliseconds(min(self._entry.done_ms + heard, self._entry.duration_ms))

    def _write(self, **changes: object) -> None:
        self._try(
            lambda: self._diary.change(
                self._entry.id, lambda entry: msgspec.structs.replace(entry, **changes)
            )
        )

    def _try(self, write: Callable[[], object]) -> None:
        try:
            write()
        except DiaryError as error:
            self.problem = error
