"""A picture of the session for a terminal, drawn by rich. Replaced as a whole each time."""

from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from voicecoach.player.screen.plain import rounds
from voicecoach.player.view import View
from voicecoach.timeline import PhaseKind
from voicecoach.units import SECOND, Milliseconds, format_clock

_COLOURS: dict[PhaseKind, str] = {
    "instruction": "cyan",
    "ready": "yellow",
    "hold": "magenta",
    "rest": "blue",
    "move": "green",
    "switch": "yellow",
    "wait": "cyan",
    "finish": "green",
}


class TerminalScreen:
    """Shows the phase, the count and what comes next, while it is entered as a context."""

    def __init__(self, title: str, console: Console | None = None) -> None:
        self._title = title
        self._live = Live(console=console, auto_refresh=False)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._live.stop()

    def show(self, view: View) -> None:
        """Draw `view`."""
        self._live.update(picture(self._title, view), refresh=True)


def picture(title: str, view: View) -> RenderableType:
    """Draw a moment of the session: at most 15 lines, at any width from 40."""
    colour = _COLOURS[view.phase.kind]
    return Panel(
        Group(
            Text(view.phase.label.upper(), f"bold reverse {colour}", justify="center"),
            Text(rounds(view.phase) or view.phase.section, justify="center"),
            Text(),
            Text(_large(view), "bold", justify="center"),
            Text(),
            Text(_next(view), justify="center"),
            Text(),
            _progress(view, colour),
            Text(),
            Text(view.caption, "italic", justify="center"),
        ),
        title=title,
        border_style=colour,
        padding=(1, 2),
    )


def _progress(view: View, colour: str) -> Table:
    bar = ProgressBar(view.duration_ms, view.position_ms, complete_style=colour)
    row = Table.grid(expand=True, padding=(0, 1))
    row.add_column()
    row.add_column(ratio=1)
    row.add_column()
    left = Milliseconds(_seconds(view.left_ms) * SECOND)
    row.add_row(format_clock(view.position_ms), bar, f"{format_clock(left)} left")
    return row


def _large(view: View) -> str:
    """Write the count, or else the seconds left, as large as plain text can: ``S E V E N``."""
    return " ".join(view.count.upper() or str(_seconds(view.phase_left_ms)))


def _next(view: View) -> str:
    following = view.next_phase.label if view.next_phase else "the end"
    return f"next: {following} in {_seconds(view.phase_left_ms)} s"


def _seconds(time: Milliseconds) -> int:
    """Whole seconds left, to the second begun."""
    return -(-time // SECOND)
