"""The figures of a survey as words, row by row, for the terminal and for the report."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Literal

import msgspec

from voicecoach.course.doses import Day, Tally, added, monday_of, so_far
from voicecoach.course.feeling import Reading, Scores, scores_of
from voicecoach.course.survey import Strand, Survey
from voicecoach.course.words import date_in_words, times

NOTHING = "-"
_MOST_STEPS = 3
"""Values of a setting that are told of one week."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


Told = Literal["pain", "effort"]
"""What the listener tells of a session, from 0 to 10."""


class WeekOfDoses(msgspec.Struct, frozen=True):
    """One calendar week of doses, all scripts together.

    Attributes:
        label: of the week.
        days: from Monday to Sunday; empty for days outside of the survey.
        total: of the week.
        percent: of what was due; may be empty.
    """

    label: str
    days: tuple[str, ...]
    total: str
    percent: str


class WeekOfSessions(msgspec.Struct, frozen=True):
    """One calendar week of a script.

    Attributes:
        label: of the week.
        doses: done of those due.
        pain: the mean, the lowest and the highest.
        effort: likewise.
        settings: in the order of the strand's.
    """

    label: str
    doses: str
    pain: str
    effort: str
    settings: tuple[str, ...]


def period_in_words(survey: Survey) -> str:
    """Write the days of a survey: ``2 March to 15 March 2026``."""
    first, last = survey.days[0].day, survey.today
    year = f" {first.year}" if first.year != last.year else ""
    return f"{date_in_words(first)}{year} to {date_in_words(last)} {last.year}"


def streak_in_words(survey: Survey) -> str:
    """Tell of the doses in a row."""
    streak = survey.streak
    return f"{times(streak.current, 'dose')} in a row now; the longest run: {streak.longest}"


def weeks_of_doses(survey: Survey) -> tuple[WeekOfDoses, ...]:
    """Return a row for each week."""
    return tuple(_week_of_doses(week, survey.today) for week in survey.weeks)


def weeks_of_sessions(strand: Strand, survey: Survey) -> tuple[WeekOfSessions, ...]:
    """Return a row for each week in which the script was due or done."""
    rows = (_week_of_sessions(strand, week, survey.today) for week in survey.weeks)
    return tuple(row for row in rows if row is not None)


def mean_by_day(strand: Strand, days: Iterable[Day], told: Told) -> list[float | None]:
    """Return the mean of what was told each day; None where nothing was."""
    by_day = defaultdict(list)  # who travels west has one day twice, with others in between
    for entry in strand.sessions:
        by_day[entry.day].append(getattr(entry, told))
    found = (scores_of(by_day[one.day]) for one in days)
    return [scores.mean if scores else None for scores in found]


def tally_in_words(tally: Tally) -> str:
    """Write doses: met and due; only those done where nothing was due."""
    if tally.due:
        return f"{tally.met}/{tally.due}"
    return str(tally.done) if tally.done else NOTHING


def _week_of_doses(week: Sequence[Day], today: date) -> WeekOfDoses:
    cells = [""] * len(WEEKDAYS)
    for one in week:
        words = tally_in_words(one.tally)
        cells[one.day.weekday()] = f"({words})" if one.day == today else words
    total = added(so_far(one.tally, one.day, today) for one in week)
    percent = "" if total.percent is None else f"{total.percent} %"
    return WeekOfDoses(_label(week), tuple(cells), tally_in_words(total), percent)


def _week_of_sessions(strand: Strand, week: Sequence[Day], today: date) -> WeekOfSessions | None:
    days = {one.day for one in week}
    sessions = [entry for entry in strand.sessions if entry.day in days]
    doses = added(
        so_far(one.scripts[strand.script], one.day, today)
        for one in week
        if strand.script in one.scripts
    )
    if not sessions and not doses.due:
        return None
    return WeekOfSessions(
        label=_label(week),
        doses=tally_in_words(doses),
        pain=_scores_in_words(scores_of(entry.pain for entry in sessions)),
        effort=_scores_in_words(scores_of(entry.effort for entry in sessions)),
        settings=tuple(
            _readings_in_words(one for one in readings if one.at.date() in days)
            for readings in strand.settings.values()
        ),
    )


def _label(week: Sequence[Day]) -> str:
    return date_in_words(monday_of(week[0].day))


def _scores_in_words(scores: Scores | None) -> str:
    if scores is None:
        return NOTHING
    return f"{scores.mean:.1f} ({scores.lowest}-{scores.highest})"


def _readings_in_words(readings: Iterable[Reading]) -> str:
    texts = [text for text, _ in groupby(one.value.text for one in readings)]
    if len(texts) > _MOST_STEPS:
        texts = [texts[0], "…", texts[-1]]
    return " → ".join(texts) or NOTHING
