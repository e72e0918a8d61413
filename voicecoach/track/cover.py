"""Covers: the session as a ring of its phases, its minutes and its title, in a square."""

import math
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from voicecoach.colours import ON_DARK
from voicecoach.timeline import Timeline
from voicecoach.track.keeping import Keeper
from voicecoach.track.lettering import set_text
from voicecoach.units import MINUTE

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

DRAWING = 1
"""Counts up when the same session gets another picture."""

SIDE = 600
"""Pixels: what lock screens show, in some ten kilobytes."""

_FINER = 3
"""Drawn so many times larger and made smaller, which smooths its edges."""

_CENTRE = SIDE // 2
_OUTER, _INNER, _REACH = 290, 236, 224
"""Radii in pixels: of the ring on both sides, and of the circle that letters stay in."""

_TITLE_SIZES = range(100, 35, -4)
_MINUTES_SIZE = 72
_LINE = 1.1
"""Height of a line, as a share of its letters'."""

_GROUND, _INK, _FAINT = "#10131c", "#ffffff", "#b9c1d6"
_COLOURS = {**ON_DARK, "rest": "#33508a"}
"""As on the screen of a live session, but for rests, so that work stands out."""


def cover(timeline: Timeline, keeper: Keeper) -> bytes:
    """Return the cover of a session as a PNG file, drawn where it is not kept yet."""
    shown = [timeline.title, [(one.kind, one.start_ms) for one in timeline.phases]]
    identity = msgspec.json.encode([DRAWING, timeline.duration_ms, *shown])
    name = blake2b(identity, digest_size=16).hexdigest()
    picture = keeper.get(name)
    if picture is None:
        picture = draw(timeline)
        keeper.put(name, picture)
    return picture


def draw(timeline: Timeline) -> bytes:
    """Draw the cover of a session as a PNG file."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - 200 ms, and covers are kept

    size = SIDE * _FINER
    picture = Image.new("RGB", (size, size), _GROUND)
    pen = ImageDraw.Draw(picture)
    _draw_ring(pen, timeline)
    _draw_words(pen, timeline)
    smooth = picture.reduce(_FINER)
    file = BytesIO()
    smooth.quantize(256, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_ring(pen: "ImageDraw", timeline: Timeline) -> None:
    """Draw the phases clockwise from the top."""
    turn = 360 / timeline.duration_ms
    for phase in timeline.phases:
        start, end = (phase.start_ms * turn - 90, phase.end_ms * turn - 90)
        pen.pieslice(_square(_OUTER), start, end, fill=_COLOURS[phase.kind])
    pen.ellipse(_square(_INNER), fill=_GROUND)


def _draw_words(pen: "ImageDraw", timeline: Timeline) -> None:
    """Write the title and the minutes, as one block in the middle."""
    minutes = f"{max(1, round(timeline.duration_ms / MINUTE))} min"
    title = set_text(timeline.title, _room, _TITLE_SIZES)
    lines = [(line, title.font, title.size, _INK) for line in title.lines if line]
    sizes = range(_MINUTES_SIZE if lines else _TITLE_SIZES[0], 0, -1)
    below = set_text(minutes, _room, sizes)
    lines += [(line, below.font, below.size, _FAINT) for line in below.lines]
    y = _CENTRE - sum(size for _, _, size, _ in lines) * _LINE / 2
    for text, font, size, colour in lines:
        middle = (_CENTRE * _FINER, (y + size * _LINE / 2) * _FINER)
        larger = font.font_variant(size=size * _FINER)
        pen.text(middle, text, colour, larger, anchor="mm")
        y += size * _LINE


def _room(size: int, count: int) -> float:
    """How wide lines of the title may be: what the circle leaves at the top of the block."""
    height = (count * size + _MINUTES_SIZE) * _LINE
    top = height / 2 - size / 4  # few letters reach to the upper edge of their line
    return 2 * math.sqrt(max(0.0, _REACH**2 - top**2))


def _square(radius: int) -> tuple[int, int, int, int]:
    low, high = (_CENTRE - radius) * _FINER, (_CENTRE + radius) * _FINER
    return low, low, high, high
