"""Large letters, for the name of a phase: five pixels wide, six high, with room for accents."""

import unicodedata

from voicecoach.player.screen.blocks import BLANK, INK, Drawing, beside, enlarged

_LETTERS = {
    "A": ".###. #...# #...# ##### #...# #...#",
    "B": "####. #...# ####. #...# #...# ####.",
    "C": ".#### #.... #.... #.... #.... .####",
    "D": "####. #...# #...# #...# #...# ####.",
    "E": "##### #.... ####. #.... #.... #####",
    "F": "##### #.... ####. #.... #.... #....",
    "G": ".#### #.... #..## #...# #...# .####",
    "H": "#...# #...# ##### #...# #...# #...#",
    "I": "### .#. .#. .#. .#. ###",
    "J": "...## ....# ....# ....# #...# .###.",
    "K": "#...# #..#. ###.. #..#. #...# #...#",
    "L": "#.... #.... #.... #.... #.... #####",
    "M": "#...# ##.## #.#.# #...# #...# #...#",
    "N": "#...# ##..# #.#.# #..## #...# #...#",
    "O": ".###. #...# #...# #...# #...# .###.",
    "P": "####. #...# #...# ####. #.... #....",
    "Q": ".###. #...# #...# #.#.# #..#. .##.#",
    "R": "####. #...# #...# ####. #..#. #...#",
    "S": ".#### #.... .###. ....# ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#..",
    "U": "#...# #...# #...# #...# #...# .###.",
    "V": "#...# #...# #...# #...# .#.#. ..#..",
    "W": "#...# #...# #...# #.#.# ##.## #...#",
    "X": "#...# .#.#. ..#.. ..#.. .#.#. #...#",
    "Y": "#...# .#.#. ..#.. ..#.. ..#.. ..#..",
    "Z": "##### ...#. ..#.. .#... #.... #####",
    "0": ".###. #...# #...# #...# #...# .###.",
    "1": ".#. ##. .#. .#. .#. ###",
    "2": "####. ....# ....# .###. #.... #####",
    "3": "####. ....# .###. ....# ....# ####.",
    "4": "#...# #...# #...# ##### ....# ....#",
    "5": "##### #.... ####. ....# ....# ####.",
    "6": ".###. #.... ####. #...# #...# .###.",
    "7": "##### ....# ...#. ..#.. ..#.. ..#..",
    "8": ".###. #...# .###. #...# #...# .###.",
    "9": ".###. #...# #...# .#### ....# .###.",
    "-": "... ... ### ### ... ...",
    ":": ". # . . # .",
    ";": ".. .# .. .. .# #.",
    "'": "# # . . . .",
    ",": ".. .. .. .. .# #.",
    " ": "... ... ... ... ... ...",
}
_ABOVE = {
    "\N{COMBINING GRAVE ACCENT}": ".#... ..#..",
    "\N{COMBINING ACUTE ACCENT}": "...#. ..#..",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "..#.. .#.#.",
    "\N{COMBINING TILDE}": ".##.# #.##.",
    "\N{COMBINING DIAERESIS}": ".#.#. .....",
}
_BELOW = {"\N{COMBINING CEDILLA}": "..#.. .##.."}
_ACCENT_HEIGHT = 2
_HEIGHT = 10
"""With the room for accents above and below."""


def letters(text: str, width: int, height: int) -> Drawing | None:
    """Draw capitals as large as fits; None where they do not, or some cannot be drawn.

    Args:
        text: what to draw.
        width: of the room, in pixels.
        height: of the room, in pixels; a letter takes six in ten of it.
    """
    drawn = [_letter(one) for one in unicodedata.normalize("NFC", text.upper())]
    known = [drawing for drawing in drawn if drawing is not None]
    if not known or len(known) < len(drawn):
        return None
    small = beside(known, 1)
    scale = min(width // len(small[0]), height // _HEIGHT)
    return enlarged(small, scale) if scale else None


def _letter(character: str) -> Drawing | None:
    base, *marks = list(unicodedata.normalize("NFD", character))
    if base not in _LETTERS or not set(marks) <= _ABOVE.keys() | _BELOW.keys():
        return None
    body = _rows(_LETTERS[base])
    width = len(body[0])
    nothing = (BLANK * width,) * _ACCENT_HEIGHT
    above = next((_mark(_ABOVE[mark], width) for mark in marks if mark in _ABOVE), nothing)
    below = next((_mark(_BELOW[mark], width) for mark in marks if mark in _BELOW), nothing)
    return (*above, *body, *below)


def _mark(pattern: str, width: int) -> Drawing:
    """Draw an accent over the middle of a letter of `width` pixels."""
    rows = _rows(pattern)
    side = (len(rows[0]) - width) // 2
    return tuple(row[side : side + width] for row in rows)


def _rows(pattern: str) -> Drawing:
    return tuple(row.replace(".", BLANK).replace("#", INK) for row in pattern.split())
