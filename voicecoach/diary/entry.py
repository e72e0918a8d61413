"""What the diary says of one session."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from voicecoach.units import HOUR, Milliseconds

Outcome = Literal["completed", "stopped", "interrupted"]
"""How a session ended: heard to its end, stopped by the listener, or neither: the computer went
off, or it still runs."""

Score = Annotated[int, msgspec.Meta(ge=0, le=10)]
"""How strong something was, from 0, not at all, to 10."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment with the offset from UTC of the place."""

Length = Annotated[Milliseconds, msgspec.Meta(ge=0, le=24 * HOUR)]

DOSE_SHARE = 0.8
"""How much of a session has to be heard for it to count as a dose. Ours."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One session.

    Attributes:
        id: by which it is told from all others, wherever the diary is copied to.
        script: by which the script is asked for.
        settings: all of the script's settings as they were, by name, as they are written.
        started_at: with the offset from UTC of the place it was done at.
        ended_at: likewise; None where nobody knows.
        duration_ms: length of the whole session.
        done_ms: how much of it was heard.
        outcome: how it ended.
        pain: during the session; None where the listener has not said.
        effort: likewise.
        note: the listener's own words.
    """

    id: Annotated[str, msgspec.Meta(min_length=1)]
    script: str
    settings: Mapping[str, str]
    started_at: Moment
    ended_at: Moment | None = None
    duration_ms: Length
    done_ms: Length
    outcome: Outcome
    pain: Score | None = None
    effort: Score | None = None
    note: str = ""

    @property
    def day(self) -> date:
        """The day on the calendar of the place it was done at."""
        return self.started_at.date()

    @property
    def is_dose(self) -> bool:
        """Whether enough of it was done to count."""
        return self.outcome == "completed" or self.done_ms >= DOSE_SHARE * self.duration_ms


def kept_text(text: str) -> str:
    """Return words from a command line or a file as the diary can keep them.

    What is no text in them becomes a question mark.
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def in_order(entry: Entry) -> tuple[datetime, str]:
    """Return what entries are sorted by: when they began."""
    return entry.started_at, entry.id
