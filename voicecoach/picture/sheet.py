"""The picture to hand out: a page with the instructions and the session as bars over time.

It says nothing in a language of its own, only what the session says; and each kind of bar has a
shade or a pattern of its own, so that it can be told from the others in black and white.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

from voicecoach.picture.grid import Mark, Run, grid_for, mark_rows, phase_rows
from voicecoach.picture.lettering import clip, drawable, wrap
from voicecoach.picture.names import Label, labels_by_kind, levels, names_by_row
from voicecoach.picture.svg import Box, Drawing, Font, stroke
from voicecoach.timeline import PhaseKind, Role, Timeline
from voicecoach.units import MINUTE, Milliseconds, format_clock, format_duration

_PAPER_MM = (210, 297)
_WIDTH, _HEIGHT = 840, 1188
"""Of a page, at four units a millimetre; a longer one is shown smaller."""

_EDGE = 56
_CLOCK_WIDTH = 50
_LEFT, _RIGHT = _EDGE + _CLOCK_WIDTH, _WIDTH - _EDGE
_COLUMNS = 60
"""Decides how long a row is: half a minute or a minute, in most sessions."""

_CELLS = 500
"""In a row: finer than can be seen."""

_BAR, _CUES, _GAP = 24, 9, 9
_LEVEL = 20
_TICK_COLUMNS = 10
_MAX_SECTIONS, _MAX_PARAGRAPHS = 20, 20
"""More than these are not read on a sheet."""

_MAX_LABELS = 6
_WORK = ("hold", "move")

_Swatch = PhaseKind | Literal["words", "count"]

_INK, _GREY = "#1a1a1a", "#5c5c5c"
_TITLE = Font(34, _INK, bold=True)
_HEADING = Font(17, _INK, bold=True)
_BODY = Font(15, _INK)
_SMALL = Font(12, _GREY)
_LABELS: dict[PhaseKind, Font] = {
    "hold": Font(13, "#ffffff", bold=True),
    "move": Font(13, "#ffffff", bold=True),
}
_DASHES: dict[PhaseKind, str] = {"wait": "4 3"}
_LABEL = Font(13, _INK, halo="#ffffff")


def sheet(timeline: Timeline) -> bytes:
    """Draw the page as an SVG file."""
    return _Sheet(timeline).draw()


class _Sheet:
    """Draws from the top downward; `_y` is where the next thing goes."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._drawing = Drawing(timeline.title, timeline.language)
        self._fills = _fills(self._drawing)
        grid = grid_for(timeline.duration_ms, _COLUMNS)
        self._tick_ms = grid.tick_ms(_TICK_COLUMNS)
        self._grid = grid.finer(_CELLS)
        self._labelled: set[tuple[str, str]] = set()
        self._numbers = _numbers(timeline)
        self._y: float = _EDGE

    def draw(self) -> bytes:
        self._title()
        self._sections("instruction")
        self._rows()
        self._axis()
        self._legend()
        self._sections("finish")
        height = max(_HEIGHT, self._y + _EDGE)
        return self._drawing.page(_WIDTH, height, _PAPER_MM)

    def _title(self) -> None:
        minutes = _about(self._timeline.duration_ms)
        room = _RIGHT - _EDGE - _HEADING.width(minutes) - 20
        self._y += 22
        self._drawing.words(_RIGHT, self._y, minutes, _HEADING, "end")
        for line in wrap(drawable(self._timeline.title), room, _TITLE.width):
            self._drawing.words(_EDGE, self._y, line, _TITLE)
            self._y += 40
        self._y -= 24
        self._drawing.line((_EDGE, self._y), (_RIGHT, self._y), _INK)
        self._y += 10

    def _sections(self, role: Role) -> None:
        for section, paragraphs in _paragraphs(self._timeline, role).items():
            self._section(section, paragraphs)

    def _section(self, name: str, paragraphs: list[str]) -> None:
        self._y += 24
        self._drawing.words(
            _EDGE, self._y, clip(drawable(name), _RIGHT - _EDGE, _HEADING.width), _HEADING
        )
        self._y += 5
        more = ["…"] if len(paragraphs) > _MAX_PARAGRAPHS else []
        for paragraph in paragraphs[:_MAX_PARAGRAPHS] + more:
            self._drawing.dot(_EDGE + 5, self._y + 13, 2, _INK)
            for line in wrap(drawable(paragraph), _RIGHT - _EDGE - 18, _BODY.width):
                self._y += 18
                self._drawing.words(_EDGE + 18, self._y, line, _BODY)
            self._y += 3

    def _rows(self) -> None:
        phases = phase_rows(self._timeline, self._grid)
        marks = mark_rows(self._timeline, self._grid)
        self._y += 22
        names = names_by_row(self._timeline, self._grid)
        for row in range(self._grid.rows):
            for labels in reversed(levels(names[row], self._place, _RIGHT - _LEFT, _HEADING.width)):
                self._names(labels)
            clock = format_clock(Milliseconds(row * self._grid.row_ms))
            self._drawing.words(_LEFT - 8, self._y + 17, clock, _SMALL, "end")
            for run in phases[row]:
                self._bar(run)
            self._y += _BAR
            for mark in marks[row]:
                self._mark(mark)
            self._y += _CUES + _GAP

    def _names(self, labels: Iterable[Label]) -> None:
        """Write a level of names above the row whose bars begin here."""
        for label in labels:
            x = _LEFT + label.at
            self._drawing.line((x, self._y), (x, self._y + _LEVEL), _INK)
            if label.before:
                self._drawing.words(x - 6, self._y + 14, label.text, _HEADING, "end")
            elif label.text:
                self._drawing.words(x + 6, self._y + 14, label.text, _HEADING)
        self._y += _LEVEL

    def _bar(self, run: Run[int]) -> None:
        if run.item is None:
            return
        phase = self._timeline.phases[run.item]
        box = Box(self._x(run.first), self._y, self._x(run.end) - self._x(run.first), _BAR)
        self._drawing.box(box, self._fills[phase.kind], _INK, _DASHES.get(phase.kind, ""))
        font = _LABELS.get(phase.kind, _LABEL)
        text = self._bar_text(run.item, box.width - 8, font)
        if text:
            self._drawing.words(box.x + box.width / 2, self._y + 17, text, font, "middle")

    def _bar_text(self, index: int, room: float, font: Font) -> str:
        """Return the label where it comes for the first time, else the number of the round."""
        phase = self._timeline.phases[index]
        label, key = drawable(phase.label), (phase.section, phase.label)
        if key not in self._labelled and font.width(label) <= room:
            self._labelled.add(key)
            return label
        if font.width(self._numbers.get(index, "")) <= room:
            return self._numbers.pop(index, "")
        return ""

    def _mark(self, run: Run[Mark]) -> None:
        start, end, y = self._x(run.first), self._x(run.end), self._y + _CUES / 2 + 1
        if run.item == "words":
            self._drawing.box(Box(start, y - 1, end - start, 2.5), _GREY)
        elif run.item == "count":
            self._drawing.dot(start + 2, y, 2, _INK)

    def _place(self, time: Milliseconds) -> float:
        return time / self._grid.row_ms * (_RIGHT - _LEFT)

    def _x(self, cell: int) -> float:
        return _LEFT + cell / _CELLS * (_RIGHT - _LEFT)

    def _axis(self) -> None:
        """How far into the row it is, under the last one."""
        self._drawing.line((_LEFT, self._y), (_RIGHT, self._y), _GREY)
        for time in range(0, self._grid.row_ms + 1, self._tick_ms):
            x = _LEFT + self._place(Milliseconds(time))
            self._drawing.line((x, self._y), (x, self._y + 5), _GREY)
            label = format_duration(Milliseconds(time))
            self._drawing.words(x, self._y + 18, label, _SMALL, "middle")
        self._y += 30

    def _legend(self) -> None:
        x: float = _EDGE
        for kind, labels in _legend(self._timeline):
            text = clip(labels, _RIGHT - _EDGE - 40, _BODY.width)
            width = 36 + _BODY.width(text)
            if x + width > _RIGHT:
                x, self._y = _EDGE, self._y + 26
            self._swatch(Box(x, self._y, 28, 16), kind)
            self._drawing.words(x + 36, self._y + 13, text, _BODY)
            x += width + 16
        self._y += 26

    def _swatch(self, box: Box, kind: _Swatch) -> None:
        middle = box.y + box.height / 2
        if kind == "words":
            self._drawing.box(Box(box.x, middle - 1, box.width, 2.5), _GREY)
        elif kind == "count":
            for place in range(1, 4):
                self._drawing.dot(box.x + box.width * place / 4, middle, 2, _INK)
        else:
            self._drawing.box(box, self._fills[kind], _INK, _DASHES.get(kind, ""))


def _about(duration: Milliseconds) -> str:
    """Write a length as a leaflet does: to the minute, or to the second where it is short."""
    if duration < 2 * MINUTE:
        return format_duration(Milliseconds(round(duration, -3)))
    return f"{round(duration / MINUTE)} min"


def _paragraphs(timeline: Timeline, role: Role) -> dict[str, list[str]]:
    """What is said in that role, by section, nothing twice."""
    found: dict[str, dict[str, None]] = {}
    for cue in timeline.cues:
        if cue.kind == "speech" and cue.role == role and cue.text:
            section = timeline.phase_at(cue.onset_ms).section
            found.setdefault(section, {})[cue.text] = None
    return {section: [*texts] for section, texts in islice(found.items(), _MAX_SECTIONS)}


def _numbers(timeline: Timeline) -> dict[int, str]:
    """The number of each round, at the index of the first work in it."""
    numbers: dict[int, str] = {}
    round_before: tuple[str, int, int] | None = None
    for index, phase in enumerate(timeline.phases):
        this = (phase.section, phase.set, phase.rep)
        if phase.of > 1 and phase.kind in _WORK and this != round_before:
            numbers[index] = str(phase.rep)
            round_before = this
    return numbers


def _legend(timeline: Timeline) -> Iterator[tuple[_Swatch, str]]:
    for kind, labels in labels_by_kind(timeline).items():
        more = ["…"] if len(labels) > _MAX_LABELS else []
        yield kind, " · ".join(labels[:_MAX_LABELS] + more)
    yield "words", "“…”"
    yield "count", "1 2 3"


def _fills(drawing: Drawing) -> dict[PhaseKind, str]:
    """A fill for each kind: the harder the work, the darker."""
    across = stroke((0, 8), (8, 0), "#c98a00", 1.2)
    upright = stroke((3, 0), (3, 6), "#7d7d7d", 1)
    level = stroke((0, 2.5), (5, 2.5), "#8fb58f", 1)
    rising = stroke((0, 6), (6, 0), "#3aa39b", 1)
    return {
        "instruction": "#e4e4e4",
        "ready": drawing.pattern("ready", "#ffe08a", 8, across),
        "hold": "#4b2a7b",
        "rest": "#f4f9ff",
        "move": drawing.pattern("move", "#0b6b64", 6, rising),
        "switch": drawing.pattern("switch", "#f3f3f3", 6, upright),
        "wait": "#ffffff",
        "finish": drawing.pattern("finish", "#dff0df", 5, level),
    }
