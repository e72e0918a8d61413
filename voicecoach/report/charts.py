"""The report's charts, drawn by matplotlib as SVG that lies in the page itself.

matplotlib is heavy, 100 MB and half a second, but it is the plotting library that draws SVG
without a browser, is well kept and freely licensed: altair draws by JavaScript, pygal is LGPL.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from io import StringIO
from typing import TYPE_CHECKING, Any, cast

from voicecoach.course.doses import Day
from voicecoach.course.feeling import Reading
from voicecoach.course.figures import Told, mean_by_day
from voicecoach.course.survey import Strand, Survey
from voicecoach.diary.programme import ONE_DAY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#222222"
FAINT = "#8a8a8a"
GRID = "#e4e4e4"
DONE = "#2b6ca3"
DUE = "#d5e0ea"
PAIN = "#b3431e"
EFFORT = "#5d7f2e"
"""Of different lightness, so that they are told apart where a page is printed in grey."""

WIDTH = 4.2
"""Inches, as all lengths of matplotlib."""

MOST_PANELS = 2
"""Settings that are drawn beside a script's pain and effort."""

_STROKES: Mapping[Told, tuple[str, str]] = {"effort": (EFFORT, "--"), "pain": (PAIN, "-")}
_MOST_TICKS = 8
_HIGHEST = 10
_LOOKS = {
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 8,
    "font.size": 7.5,
    "legend.fontsize": 7.5,
    "svg.fonttype": "none",  # words stay words: they can be read aloud, and found
    "text.parse_math": False,
    "svg.hashsalt": "voicecoach",  # the same survey draws the same chart
    "xtick.color": FAINT,
    "xtick.labelcolor": INK,
    "xtick.major.width": 0.6,
    "ytick.color": FAINT,
    "ytick.labelcolor": INK,
    "ytick.major.width": 0.6,
}


def doses_chart(survey: Survey) -> str:
    """Draw the doses of each day as bars, those due behind those done."""

    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        days = range(len(survey.days))
        tallies = [one.tally for one in survey.days]
        axes.bar(days, [one.due for one in tallies], 0.8, color=DUE, label="due")
        axes.bar(days, [one.met or one.done for one in tallies], 0.5, color=DONE, label="done")
        highest = max(max(one.due, one.done) for one in tallies)
        ticks = _whole_ticks(highest)
        axes.set_yticks(ticks)
        axes.set_ylim(0, ticks[-1] * 1.05)
        axes.set_title("doses a day")
        _legend(axes)
        _days_axis(axes, survey.days)

    return _svg("doses", 1.1, draw)


def strand_chart(strand: Strand, survey: Survey) -> str:
    """Draw a script's pain and effort, and beside them the settings that grew or changed.

    Nothing is drawn where nothing is known of any of them.
    """
    shown = list(strand.settings.items())[:MOST_PANELS]
    if not shown and all(entry.pain is entry.effort is None for entry in strand.sessions):
        return ""

    def draw(figure: "Figure") -> None:
        ratios = [3.0 if len(shown) == 1 else 2.2] + [1.6] * len(shown)
        first, *others = figure.subplots(1, 1 + len(shown), squeeze=False, width_ratios=ratios)[0]
        _feeling(first, strand, survey)
        for axes, (name, readings) in zip(others, shown, strict=True):
            _setting(axes, name, readings, survey.days)

    return _svg(strand.script, 1.2, draw)


def _feeling(axes: "Axes", strand: Strand, survey: Survey) -> None:
    for told in _STROKES:
        _told(axes, strand, survey, told)
    axes.set_ylim(-0.5, _HIGHEST + 0.5)
    axes.set_yticks([0, 5, _HIGHEST])
    axes.set_title("0 to 10")
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    _legend(axes)
    _days_axis(axes, survey.days)


def _told(axes: "Axes", strand: Strand, survey: Survey, told: Told) -> None:
    """Draw each session as a dot, and the means of the days as a line."""
    colour, line = _STROKES[told]
    first = survey.days[0].day
    sessions = [entry for entry in strand.sessions if getattr(entry, told) is not None]
    if not sessions:
        return
    dots = [_position(entry.started_at, first) for entry in sessions]
    axes.scatter(
        dots,
        [getattr(entry, told) for entry in sessions],
        s=5,
        color=colour,
        alpha=0.35,
        linewidths=0,
    )
    means = [
        (number, mean)
        for number, mean in enumerate(mean_by_day(strand, survey.days, told))
        if mean is not None
    ]
    axes.plot(*zip(*means, strict=True), color=colour, linestyle=line, linewidth=1.3, label=told)


def _setting(axes: "Axes", name: str, readings: Sequence[Reading], days: Sequence[Day]) -> None:
    first = days[0].day
    values = {one.value.amount: one.value.text for one in readings}
    positions = [_position(one.at, first) for one in readings]
    amounts = [one.value.amount for one in readings]
    axes.step(
        positions, amounts, where="post", color=DONE, linewidth=1.2, marker="o", markersize=1.5
    )
    axes.set_yticks(list(values), list(values.values()))
    axes.margins(y=0.3)
    axes.set_title(name)
    _days_axis(axes, days, most=_MOST_TICKS // 2)


def _position(moment: datetime, first: date) -> float:
    """Return where a moment lies on the axis of days: noon of the first is 0."""
    since = moment.replace(tzinfo=None) - datetime.combine(first, time(12))
    return since / ONE_DAY


def _days_axis(axes: "Axes", days: Sequence[Day], most: int = _MOST_TICKS) -> None:
    every = -(-len(days) // most)
    shown = range(0, len(days), every)
    axes.set_xlim(-0.6, len(days) - 0.4)
    axes.set_xticks(list(shown), [_tick(days, number, every) for number in shown])


def _tick(days: Sequence[Day], number: int, every: int) -> str:
    """Write a day; its month only where it is not that of the tick before."""
    day = days[number].day
    is_new = number < every or days[number - every].day.month != day.month
    return f"{day.day}\n{day:%b}" if is_new else str(day.day)


def _whole_ticks(highest: int) -> list[int]:
    step = -(-max(highest, 1) // 4)
    return list(range(0, highest + step, step))


def _legend(axes: "Axes") -> None:
    if not axes.get_legend_handles_labels()[0]:
        return
    axes.legend(
        loc="lower right", bbox_to_anchor=(1, 1.03), ncols=2, frameon=False, borderpad=0,
        borderaxespad=0, handlelength=1.4,
    )  # fmt: skip


def _svg(name: str, height: float, draw: Callable[["Figure"], None]) -> str:
    """Return what `draw` puts on a figure as an element of a page."""
    import matplotlib as mpl  # noqa: PLC0415 - half a second, for this alone
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    written = StringIO()
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever the listener's own matplotlib is set to
        mpl.rcParams.update(cast("Any", _LOOKS))
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        draw(figure)
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return _element(written.getvalue(), name)


def _element(svg: str, name: str) -> str:
    """Cut a drawing out of its file; its ids get names that no other drawing of the page has."""
    element = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    prefix = f"c{name.encode().hex()}"
    element = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{prefix}-", element)
    return element.replace("<svg ", '<svg aria-hidden="true" ', 1)
