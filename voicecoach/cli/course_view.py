"""The course in the terminal: figures before pictures, so that it needs no colour."""

import sys
from typing import TYPE_CHECKING

import typer

from voicecoach.course.figures import (
    WEEKDAYS,
    mean_by_day,
    period_in_words,
    streak_in_words,
    weeks_of_doses,
    weeks_of_sessions,
)
from voicecoach.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, RenderableType
    from rich.segment import Segment
    from rich.table import Table

    from voicecoach.course.judging import Verdict
    from voicecoach.course.survey import Strand, Survey

WIDTH = 80

_BARS = "▁▂▃▄▅▆▇█"
_HIGHEST = 10
_UNTOLD = "·"
_MOST_BARS = 56
"""Eight weeks of days; of more, the weeks' figures say enough."""

_IN_ASCII = str.maketrans(
    {**dict(zip(_BARS, "_.:-=+*#", strict=True)), "·": " ", "→": ">", "…": "..."}
)

_EMPTY = "The diary is empty: 'voicecoach play SCRIPT' writes it, and 'voicecoach log add SCRIPT'."
_LEGEND = "done/due; (today) is not over; - nothing was due"
_CAUTION = "A rule proposed this, not a physiotherapist. This is not medical advice."


def show(survey: "Survey") -> None:
    """Print a survey, in the characters and colours that the terminal has."""
    from rich.console import Console

    # In a narrower window the lines are broken, but no figure is lost.
    console = Console(width=WIDTH, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        draw(survey, console)
    for line in in_characters(captured.get()).splitlines():
        typer.echo(line.rstrip())


def draw(survey: "Survey", console: "Console") -> None:
    """Put a survey on a console; names and settings may be from the diary of somebody else."""
    from rich.segment import Segments

    if survey.is_empty:
        console.print(_EMPTY)
        return
    console.print(f"The course from {period_in_words(survey)}", style="bold")
    for part in _parts(survey):
        console.print()
        console.print(Segments(_harmless(part, console)))


def _harmless(part: "RenderableType", console: "Console") -> "Iterator[Segment]":
    """Render a part; of all codes only its styles are left."""
    for segment in console.render(part):
        lines = map(printable, segment.text.split("\n"))
        yield segment._replace(text="\n".join(lines))


def _parts(survey: "Survey") -> "Iterator[RenderableType]":
    from rich.console import Group

    yield Group(_doses(survey), _LEGEND, *_streak(survey))
    for strand in survey.strands:
        yield Group(_sessions(strand, survey), *_pain(strand, survey), *_stays(strand))
    for proposal in survey.proposals:
        yield Group(*_proposal(proposal))
    if survey.proposals:
        yield _CAUTION


def _table(title: str, *columns: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column(title, header_style="bold")
    for column in columns:
        table.add_column(column)
    return table


def _doses(survey: "Survey") -> "Table":
    table = _table("Doses", *WEEKDAYS, "week", "")
    for week in weeks_of_doses(survey):
        table.add_row(week.label, *week.days, week.total, week.percent)
    return table


def _streak(survey: "Survey") -> "Iterator[str]":
    if survey.streak.longest:
        yield streak_in_words(survey)


def _sessions(strand: "Strand", survey: "Survey") -> "Table":
    table = _table(strand.script, "doses", "pain", "effort", *strand.settings)
    for week in weeks_of_sessions(strand, survey):
        table.add_row(week.label, week.doses, week.pain, week.effort, *week.settings)
    return table


def _pain(strand: "Strand", survey: "Survey") -> "Iterator[str]":
    """Draw the pain of each day, where it fits into a line and anything was told."""
    days = mean_by_day(strand, survey.days, "pain")
    if len(days) <= _MOST_BARS and any(pain is not None for pain in days):
        yield f"pain day by day, of {_HIGHEST}: {''.join(map(_bar, days))}"


def _bar(pain: float | None) -> str:
    if pain is None:
        return _UNTOLD
    return _BARS[round(pain / _HIGHEST * (len(_BARS) - 1))]


def _stays(strand: "Strand") -> "Iterator[str]":
    if not strand.verdict.is_proposal:
        yield f"no change is proposed: {'; '.join(strand.verdict.reasons)}"


def _proposal(verdict: "Verdict") -> "Iterator[RenderableType]":
    from rich.table import Table
    from rich.text import Text

    yield Text(f"Proposed for {verdict.script}: {verdict.advice}", style="bold")
    if verdict.change:
        yield verdict.change.in_words
    reasons = Table.grid(padding=(0, 1, 0, 0))
    for reason in verdict.reasons:
        reasons.add_row("-", reason)
    yield reasons
    answers = Table.grid(padding=(0, 2, 0, 0))
    for answer, effect in (("accept", "does so"), ("decline", "leaves it as it is")):
        answers.add_row(f"voicecoach progress --{answer} {verdict.script}", effect)
    yield answers


def in_characters(text: str) -> str:
    """Write a text in characters that standard output can show."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return text.translate(_IN_ASCII).encode("ascii", "replace").decode()
    return text
