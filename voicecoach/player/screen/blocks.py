"""Pixels in a terminal: half a cell each, so that they are about square."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

INK = "#"
BLANK = " "

Drawing = tuple[str, ...]
"""Rows of pixels, each a string of `INK` and `BLANK`, all of the same length."""

_BLOCKS = {(BLANK, BLANK): " ", (INK, BLANK): "▀", (BLANK, INK): "▄", (INK, INK): "█"}
_FULL = "█"


def beside(drawings: Sequence[Drawing], gap: int) -> Drawing:
    """Put drawings of the same height next to each other, `gap` pixels apart."""
    return tuple((BLANK * gap).join(rows) for rows in zip(*drawings, strict=True))


def enlarged(drawing: Drawing, scale: int) -> Drawing:
    """Draw each pixel as a square of `scale` by `scale`."""
    wide = ["".join(pixel * scale for pixel in row) for row in drawing]
    return tuple(row for row in wide for _ in range(scale))


def lines_of(drawing: Drawing) -> list[str]:
    """Write a drawing as lines of text, two rows of pixels each."""
    rows = [*drawing, BLANK * len(drawing[0])] if len(drawing) % 2 else drawing
    return [
        "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def centred(line: str, width: int, style: Style) -> Strip:
    """Return a line of `width` cells, with as much of `line` as fits in its middle."""
    text = set_cell_size(line, min(cell_len(line), width))
    before = (width - cell_len(text)) // 2
    after = width - before - cell_len(text)
    runs = [Segment(BLANK * before, style), *_runs(text, style), Segment(BLANK * after, style)]
    return Strip(runs, width)


def _runs(line: str, style: Style) -> Iterator[Segment]:
    """Full blocks stand on their own colour: those of a font may leave gaps between lines."""
    solid = style + Style(bgcolor=style.color)
    for character, run in groupby(line, key=lambda one: one if one in (_FULL, BLANK) else ""):
        yield Segment("".join(run), solid if character == _FULL else style)
