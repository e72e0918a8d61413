"""The parts of the screen that are drawn cell by cell. Each draws anew only what has changed."""

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from voicecoach.player.screen import bar
from voicecoach.player.screen.blocks import centred, lines_of
from voicecoach.player.screen.digits import digits
from voicecoach.player.screen.letters import letters
from voicecoach.player.screen.style import FAINT
from voicecoach.units import Milliseconds
from voicecoach.view import Section

_HERE = Style(bold=True)
_ARROWS = (("← →", "phase"), ("↑ ↓", "volume"))
_OTHERS = (("r", "repeat"), ("m", "mute"), ("n", "section"), ("q", "stop"))


class Line(Static):
    """Words as they are: nothing in them is markup."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text, markup=False, id=name)
        self.text = text

    def show(self, text: str) -> None:
        """Show `text` instead of what was shown."""
        if text != self.text:
            fits = len(text) == len(self.text)
            self.text = text
            self.update(text, layout=not fits)


class Keys(Static):
    """The keys and what they do, in one line where there is room, else in two."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._shown: tuple[str, bool] | None = None

    def show(self, space: str, *, wide: bool) -> None:
        """Show the keys; `space` is what the space bar does now."""
        if (space, wide) != self._shown:
            self._shown = (space, wide)
            lines = [(("space", space), *_ARROWS), _OTHERS]
            between = Content("   " if wide else "\n")
            self.update(between.join([_keys(line) for line in lines]))


class Large(Widget):
    """Words or a number, as large as there is room for them, in the middle of their place."""

    def __init__(self, name: str, *, spaced: bool = True) -> None:
        """Make one; `spaced` tells how words look that do not fit: ``L I K E  T H I S``."""
        super().__init__(id=name)
        self.text = ""
        self._spaced = spaced

    def show(self, text: str) -> None:
        """Show `text` instead of what was shown."""
        if text != self.text:
            self.text = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line; in the letters of the terminal where none of ours fit."""
        width, height = self.size
        lines = _large(self.text, width, height) or (self._small(width),)
        line = y - (height - len(lines)) // 2
        return centred(lines[line] if 0 <= line < len(lines) else "", width, self.rich_style)

    def _small(self, width: int) -> str:
        if not self._spaced:
            return self.text
        spaced = " ".join(self.text.upper())
        return spaced if cell_len(spaced) <= width else self.text.upper()


class Course(Widget):
    """The session as a line, with its sections and their names."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__(id="course")
        self._sections = sections
        self._position = Milliseconds(0)
        self._shown = ""

    def show(self, position: Milliseconds) -> None:
        """Show how far the session is."""
        self._position = position
        if self._bar() != self._shown:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the bar, or the names below it."""
        if y:
            return self._names()
        self._shown = self._bar()
        return centred(self._shown, self.size.width, self.rich_style)

    def _bar(self) -> str:
        return bar.bar(self._sections, self._position, self.size.width)

    def _names(self) -> Strip:
        width, style = self.size.width, self.rich_style
        faint = style + Style(color=FAINT)
        segments, at = [], 0
        for name in bar.names(self._sections, self._position, width):
            segments.append(Segment(" " * (name.start - at), style))
            segments.append(Segment(name.text, style + _HERE if name.here else faint))
            at = name.end
        return Strip([*segments, Segment(" " * (width - at), style)], width)


@lru_cache(maxsize=16)
def _large(text: str, width: int, height: int) -> tuple[str, ...]:
    """Return the lines of large digits or letters; none where they do not fit."""
    drawing = digits(text, width, 2 * height) or letters(text, width, 2 * height)
    return tuple(lines_of(drawing)) if drawing else ()


def _keys(pairs: Sequence[tuple[str, str]]) -> Content:
    return Content("  ").join(
        [Content.assemble((key, "bold $foreground"), f" {what}") for key, what in pairs]
    )
