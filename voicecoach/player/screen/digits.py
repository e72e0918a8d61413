"""Digits of any size, in strokes that lie on pixels, so that they are crisp at each."""

from functools import cache

from voicecoach.player.screen.blocks import BLANK, INK, Drawing, beside

_STROKES = {
    "0": "top bottom upper-left lower-left upper-right lower-right",
    "1": "flag post bottom",
    "2": "top middle bottom upper-right lower-left",
    "3": "top middle bottom upper-right lower-right",
    "4": "middle upper-left upper-right lower-right",
    "5": "top middle bottom upper-left lower-right",
    "6": "top middle bottom upper-left lower-left lower-right",
    "7": "top upper-right lower-right",
    "8": "top middle bottom upper-left lower-left upper-right lower-right",
    "9": "top middle bottom upper-left upper-right lower-right",
    ":": "upper-dot lower-dot",
}
_SMALLEST, _LARGEST = 5, 100
"""Height in pixels: below, a figure cannot be read; above, it is no easier to read."""

_WIDTH = 0.62
_STROKE = 0.19
_GAP = 0.2
"""Of the height."""

_Box = tuple[int, int, int, int]
"""Left, top, right and bottom edge, in pixels."""


def digits(text: str, width: int, height: int) -> Drawing | None:
    """Draw digits and colons as large as fits; None where nothing fits.

    Args:
        text: what to draw.
        width: of the room, in pixels.
        height: of the room, in pixels.
    """
    if not text or not set(text) <= _STROKES.keys():
        return None
    sizes = range(min(height, _LARGEST), _SMALLEST - 1, -1)
    size = next((size for size in sizes if _room(text, size) <= width), None)
    return beside([_digit(one, size) for one in text], _gap(size)) if size else None


def _room(text: str, height: int) -> int:
    return sum(_width(one, height) for one in text) + _gap(height) * (len(text) - 1)


def _width(character: str, height: int) -> int:
    return _stroke(height) if character == ":" else max(3, round(height * _WIDTH))


def _stroke(height: int) -> int:
    return max(1, round(height * _STROKE))


def _gap(height: int) -> int:
    return max(1, round(height * _GAP))


@cache
def _digit(character: str, height: int) -> Drawing:
    width = _width(character, height)
    boxes = _boxes(width, height, _stroke(height))
    drawn = [boxes[name] for name in _STROKES[character].split()]
    return tuple(
        "".join(INK if any(_holds(box, x, y) for box in drawn) else BLANK for x in range(width))
        for y in range(height)
    )


def _boxes(width: int, height: int, stroke: int) -> dict[str, _Box]:
    right, bottom = width - stroke, height - stroke
    middle, centre = (height - stroke) // 2, (width - stroke) // 2
    half = middle + stroke
    return {
        "top": (0, 0, width, stroke),
        "middle": (0, middle, width, half),
        "bottom": (0, bottom, width, height),
        "upper-left": (0, 0, stroke, half),
        "lower-left": (0, middle, stroke, height),
        "upper-right": (right, 0, width, half),
        "lower-right": (right, middle, width, height),
        "flag": (max(0, centre - stroke), 0, centre, stroke),
        "post": (centre, 0, centre + stroke, height),
        "upper-dot": (0, middle // 2, stroke, middle // 2 + stroke),
        "lower-dot": (0, bottom - middle // 2, stroke, bottom - middle // 2 + stroke),
    }


def _holds(box: _Box, x: int, y: int) -> bool:
    left, top, right, bottom = box
    return left <= x < right and top <= y < bottom
