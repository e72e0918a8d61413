"""The course of some weeks, out of the diary: what the terminal and the report show."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from voicecoach.course.doses import Day, Streak, by_week, days_of, monday_of, streak_of
from voicecoach.course.feeling import Reading, changing, readings_of
from voicecoach.course.findings import Case
from voicecoach.course.judging import Verdict, judge
from voicecoach.course.stepping import Ladder
from voicecoach.course.usual import Usual
from voicecoach.diary.entry import Entry
from voicecoach.diary.programme import History


class Strand(msgspec.Struct, frozen=True):
    """The course of one script.

    Attributes:
        script: its name.
        title: of the exercise.
        sessions: the oldest first.
        settings: those that grow or have changed, session by session, by name.
        verdict: what the rules say of it.
    """

    script: str
    title: str
    sessions: tuple[Entry, ...]
    settings: Mapping[str, tuple[Reading, ...]]
    verdict: Verdict


class Survey(msgspec.Struct, frozen=True):
    """The course of some weeks.

    Attributes:
        days: every day of them; the last is today, which is not over.
        streak: of doses, since the diary begins.
        strands: script by script.
    """

    days: tuple[Day, ...]
    streak: Streak
    strands: tuple[Strand, ...]

    @property
    def weeks(self) -> tuple[tuple[Day, ...], ...]:
        """Its days by calendar week."""
        return by_week(self.days)

    @property
    def today(self) -> date:
        """The last of its days."""
        return self.days[-1].day

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done and nothing due."""
        return not any(one.scripts for one in self.days)

    @property
    def proposals(self) -> tuple[Verdict, ...]:
        """What there is to accept."""
        return tuple(one.verdict for one in self.strands if one.verdict.is_proposal)


class Known(msgspec.Struct, frozen=True):
    """What is known of a script besides its sessions.

    Attributes:
        title: of the exercise.
        ladder: what of it grows; None where nothing is known to.
        usual: what the listener has answered before.
    """

    title: str
    ladder: Ladder | None
    usual: Usual


def survey(
    entries: Sequence[Entry],
    history: History,
    known: Mapping[str, Known],
    today: date,
    weeks: int,
) -> Survey:
    """Survey the last weeks, as far back as there is anything to tell of.

    Args:
        entries: the whole diary, the oldest first.
        history: the programmes there were.
        known: of each script that an entry names.
        today: on the listener's calendar.
        weeks: how many calendar weeks, this one included.
    """
    past = [entry for entry in entries if entry.day <= today]
    begun = min([today, *(entry.day for entry in past), *(one.first for one in history)])
    every_day = days_of(past, history, begun, today)
    first = max(begun, monday_of(today) - timedelta(weeks=weeks - 1))
    strands = (
        _strand(name, past, known[name], every_day, first)
        for name in sorted({entry.script for entry in past})
    )
    return Survey(
        days=tuple(one for one in every_day if one.day >= first),
        streak=streak_of(every_day, today),
        strands=tuple(strand for strand in strands if strand.sessions),
    )


def _strand(
    script: str, entries: Iterable[Entry], known: Known, days: Sequence[Day], first: date
) -> Strand:
    every = [entry for entry in entries if entry.script == script]
    shown = tuple(entry for entry in every if entry.day >= first)
    answered = known.usual.answered_at
    case = Case(
        script=script,
        ladder=known.ladder,
        sessions=[entry for entry in every if answered is None or entry.started_at > answered],
        days=days,
        today=days[-1].day,
    )
    return Strand(script, known.title, shown, _settings(shown, known.ladder), judge(case))


def _settings(entries: Sequence[Entry], ladder: Ladder | None) -> dict[str, tuple[Reading, ...]]:
    grows = ladder.growth.setting if ladder else ""
    known = readings_of(entries, grows)
    return {**({grows: known} if known else {}), **changing(entries)}
