"""The figures as a picture."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.accuracy import Accuracy
from bench.exports import Export
from bench.report import Report

_OURS, _OTHERS = "#1f6f8b", "#b8bec9"
_SIZE = (10.0, 6.0)
_LEAST_RATIO = 0.2
_RATIOS = (0.5, 1, 10)


def plot(report: Report, path: Path) -> None:
    """Draw exports and onsets as SVG."""
    kinds = list(dict.fromkeys((one.format, one.length) for one in report.exports))
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.subplots(2, len(kinds), squeeze=False)
    for above, (suffix, length) in zip(axes[0], kinds, strict=True):
        rows = [one for one in report.exports if (one.format, one.length) == (suffix, length)]
        _draw_times(above, f"{suffix.upper()}, {length}", rows)
        above.label_outer(remove_inner_ticks=True)
        above.tick_params(bottom=True, labelbottom=True)
    grid = axes[1][0].get_gridspec()
    for below in axes[1]:
        below.remove()
    _draw_onsets(figure.add_subplot(grid[1, :]), report.accuracies)
    with rc_context({"svg.fonttype": "none"}):  # text stays text
        figure.savefig(path, metadata={"Date": None})


def _draw_times(axes: Axes, title: str, exports: Sequence[Export]) -> None:
    names = [one.contender for one in exports]
    ratios = [one.wall_ratio for one in exports]
    bars = axes.barh(names, ratios, color=list(map(_colour, names)))
    axes.bar_label(bars, [f"{one.typical.wall_s:.2f} s" for one in exports], padding=3)
    axes.set_title(f"{title}: time, 1 is sox")
    axes.set_xscale("log")
    axes.set_xlim(_LEAST_RATIO, max(ratios) * 4)  # room for the last label
    axes.set_xticks(_RATIOS, [f"{ratio:g}" for ratio in _RATIOS])
    axes.minorticks_off()
    axes.invert_yaxis()


def _draw_onsets(axes: Axes, accuracies: Sequence[Accuracy]) -> None:
    names = [one.contender for one in accuracies]
    for row, one in enumerate(accuracies):
        late = sorted(set(one.late_ms))  # many share a place
        axes.plot(late, [row] * len(late), "|", ms=14, mew=2, color=_colour(names[row]))
    axes.margins(y=0.2)
    axes.set_yticks(range(len(names)), names)
    axes.set_title("how late each count begins in the WAV, in milliseconds")
    axes.invert_yaxis()


def _colour(contender: str) -> str:
    return _OURS if contender.startswith("voicecoach") else _OTHERS
